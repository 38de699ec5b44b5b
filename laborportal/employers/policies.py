from laborportal.accounts.models import Role
from laborportal.accounts.policies import Person, has_role, units_of


def may_see_employers(user: Person) -> bool:
    """Whoever holds any role in any unit."""
    return bool(units_of(user))


def may_write_employers(user: Person) -> bool:
    """The register belongs to no unit: staff and supervisors of every unit keep it."""
    return has_role(user, Role.STAFF, Role.SUPERVISOR)


def may_void_employers(user: Person) -> bool:
    """A supervisor's decision, since figures of every unit may name the employer."""
    return has_role(user, Role.SUPERVISOR)


def may_merge_employers(user: Person) -> bool:
    """A supervisor's decision, of whatever unit: it moves the cases of every unit."""
    return has_role(user, Role.SUPERVISOR)


def may_ask_for_a_merge(user: Person) -> bool:
    return may_write_employers(user)
