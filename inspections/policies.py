from inspections.states import INSPECTION_OFFICE, LABOUR_CONDITIONS
from laborportal.accounts.models import Role, Unit, User
from laborportal.accounts.policies import sees_everything, units_of


def may_review(user: User) -> bool:
    """Whoever belongs to a unit that decides penalties, and those who see everything."""
    if sees_everything(user):
        return True
    return _decides(units_of(user))


def may_mend(user: User) -> bool:
    """Case officers and supervisors of a unit that decides penalties."""
    return _decides(units_of(user, Role.STAFF, Role.SUPERVISOR))


def _decides(units: frozenset[int]) -> bool:
    return Unit.objects.filter(code__in=(INSPECTION_OFFICE, LABOUR_CONDITIONS), pk__in=units).exists()
