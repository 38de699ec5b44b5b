from typing import Any

from laborportal.accounts.models import Role
from laborportal.accounts.policies import Person, has_post, has_role, may_administer

PLANNING = "planning"


def may_read(user: Person) -> bool:
    """Whoever has a role in some unit; the lists behind the numbers are scoped, the numbers are not."""
    return has_role(user)


def may_edit(user: Person) -> bool:
    return may_administer(user)


def may_keep_agency(user: Person) -> bool:
    """The department's money and staff: whoever keeps the report, and the case officers of the planning division."""
    return may_administer(user) or has_post(user, PLANNING, Role.STAFF, Role.SUPERVISOR)


def keeps_agency(user: Person, record: Any) -> bool:
    return may_keep_agency(user)


def may_void_agency(user: Person, record: Any) -> bool:
    """A supervisor's decision, since it changes figures."""
    return may_administer(user) or has_post(user, PLANNING, Role.SUPERVISOR)
