from certifications.states import OPEN_TO_CHANGES
from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import has_role, may_write
from laborportal.workflow.models import Stateful


def may_change(user: User, application: Stateful) -> bool:
    """Read-only while in review; a decided one has to be reopened first."""
    return application.state in OPEN_TO_CHANGES and may_write(user, application.unit_id)


def may_submit(user: User, application: Stateful) -> bool:
    return has_role(user, Role.STAFF, unit_id=application.unit_id)


def may_decide(user: User, application: Stateful) -> bool:
    return has_role(user, Role.SUPERVISOR, unit_id=application.unit_id)
