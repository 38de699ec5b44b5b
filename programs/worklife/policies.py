from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import has_role, may_write
from laborportal.workflow.models import Stateful
from programs.worklife.states import OPEN_TO_CHANGES


def may_follow_up(user: User, check: Stateful) -> bool:
    """Staff and supervisors of the unit keep the steps and end the follow-up."""
    return may_write(user, check.unit_id)


def may_change_subsidy(user: User, subsidy: Stateful) -> bool:
    """Read-only while in review; a decided one has to be reopened first."""
    return subsidy.state in OPEN_TO_CHANGES and may_write(user, subsidy.unit_id)


def may_submit(user: User, subsidy: Stateful) -> bool:
    return has_role(user, Role.STAFF, unit_id=subsidy.unit_id)


def may_decide(user: User, subsidy: Stateful) -> bool:
    return has_role(user, Role.SUPERVISOR, unit_id=subsidy.unit_id)
