from laborportal.accounts.models import Role, Unit, User
from laborportal.accounts.policies import units_of
from programs.quota.states import REHABILITATION


def keeps_the_quota(user: User) -> bool:
    """Case officers and supervisors of the unit that keeps the quota."""
    units = units_of(user, Role.STAFF, Role.SUPERVISOR)
    return Unit.objects.filter(code=REHABILITATION, pk__in=units).exists()
