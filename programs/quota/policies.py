from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import has_post, has_role, may_write
from laborportal.penalties.states import OPEN_TO_CHANGES
from laborportal.workflow.models import Stateful
from programs.quota.states import REHABILITATION, JustificationState


def keeps_the_quota(user: User) -> bool:
    """Case officers and supervisors of the unit that keeps the quota."""
    return has_post(user, REHABILITATION, Role.STAFF, Role.SUPERVISOR)


def may_keep(user: User, case: Stateful) -> bool:
    """Whoever keeps the quota issues letters, notes what came of them and enters what the employer says."""
    return may_write(user, case.unit_id)


def may_submit(user: User, case: Stateful) -> bool:
    return has_role(user, Role.STAFF, unit_id=case.unit_id)


def may_decide(user: User, case: Stateful) -> bool:
    return has_role(user, Role.SUPERVISOR, unit_id=case.unit_id)


def may_change(user: User, penalty: Stateful) -> bool:
    """Read-only while in review; a decided one has to be reopened first."""
    return penalty.state in OPEN_TO_CHANGES and may_write(user, penalty.unit_id)


def may_change_justification(user: User, justification: Stateful) -> bool:
    """What a supervisor is asked to rule on stays as it is."""
    return justification.state == JustificationState.DRAFT and may_write(user, justification.unit_id)
