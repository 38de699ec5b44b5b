from certifications.models import Scheme
from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import units_of


def keeps_a_scheme(user: User) -> bool:
    """Whether one of the schemes belongs to a unit in which *user* writes."""
    units = units_of(user, Role.STAFF, Role.SUPERVISOR)
    return bool(units) and Scheme.objects.filter(unit__in=units).exists()
