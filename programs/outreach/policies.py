from laborportal.accounts.models import Role, Unit, User
from laborportal.accounts.policies import units_of
from programs.outreach.states import UNIT


def may_write_outreach(user: User) -> bool:
    units = units_of(user, Role.STAFF, Role.SUPERVISOR)
    return bool(units) and Unit.objects.filter(code=UNIT, pk__in=units).exists()
