"""Questions to the database that rules and pages ask."""

from laborportal.accounts.models import Role, Unit, User
from laborportal.accounts.policies import units_of

INSTITUTE = "vocational"


def institute() -> Unit:
    """The unit that keeps all records of training."""
    return Unit.objects.get(code=INSTITUTE)


def keeps_training(user: User) -> bool:
    """Whether *user* writes in the institute."""
    units = units_of(user, Role.STAFF, Role.SUPERVISOR)
    return bool(units) and Unit.objects.filter(code=INSTITUTE, pk__in=units).exists()
