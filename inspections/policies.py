from inspections.states import INSPECTION_OFFICE, LABOUR_CONDITIONS
from laborportal.accounts.models import Unit, User
from laborportal.accounts.policies import sees_everything, units_of


def may_review(user: User) -> bool:
    """Whoever belongs to a unit that decides penalties, and those who see everything."""
    if sees_everything(user):
        return True
    deciding = Unit.objects.filter(code__in=(INSPECTION_OFFICE, LABOUR_CONDITIONS), pk__in=units_of(user))
    return deciding.exists()
