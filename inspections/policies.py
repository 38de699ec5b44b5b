from typing import Any

from inspections.states import INSPECTION_OFFICE, LABOUR_CONDITIONS, AccidentStatus, ComplaintState, StopWorkState
from laborportal.accounts.models import Role, Unit, User
from laborportal.accounts.policies import has_post, has_role, may_write, sees_everything, units_of
from laborportal.penalties.states import OPEN_TO_CHANGES, State
from laborportal.workflow.models import Stateful


def may_review(user: User) -> bool:
    """Whoever belongs to a unit that decides penalties, and those who see everything."""
    if sees_everything(user):
        return True
    return _decides(units_of(user))


def may_mend(user: User) -> bool:
    """Case officers and supervisors of a unit that decides penalties."""
    return _decides(units_of(user, Role.STAFF, Role.SUPERVISOR))


def may_change(user: User, penalty: Stateful) -> bool:
    """Read-only while in review; a decided one has to be reopened first."""
    return penalty.state in OPEN_TO_CHANGES and may_write(user, penalty.unit_id)


def may_submit(user: User, penalty: Stateful) -> bool:
    return has_role(user, Role.STAFF, unit_id=penalty.unit_id)


def may_decide(user: User, penalty: Stateful) -> bool:
    return has_role(user, Role.SUPERVISOR, unit_id=penalty.unit_id)


def may_keep_accidents(user: User) -> bool:
    """Accidents and the statistics of cities are kept by case officers and supervisors of the inspection office."""
    return has_post(user, INSPECTION_OFFICE, Role.STAFF, Role.SUPERVISOR)


def may_change_accident(user: User, accident: Stateful) -> bool:
    """One that is determined has to be opened anew first."""
    return accident.state == AccidentStatus.PENDING and may_write(user, accident.unit_id)


def may_change_violation(user: User, violation: Any) -> bool:
    """What a supervisor is asked to confirm stays as it is; corrections of a breach are noted after the decision."""
    waits = violation.penalty is not None and violation.penalty.state == State.IN_REVIEW
    return not waits and may_write(user, violation.unit_id)


def may_close(user: User, case: Stateful) -> bool:
    """Whoever keeps the records of the unit notes what happens to them."""
    return may_write(user, case.unit_id)


def may_hand_over(user: User, complaint: Stateful) -> bool:
    """The handler and the supervisors of the unit say who handles a complaint; either way it is in its history."""
    own = complaint.officer_id == user.pk and may_write(user, complaint.unit_id)
    return own or may_decide(user, complaint)


def may_see_origin(user: User, complaint: Stateful) -> bool:
    """The handler alone: neither supervisor nor administrator nor auditor."""
    return complaint.officer_id == user.pk and may_write(user, complaint.unit_id)


def may_change_complaint(user: User, complaint: Stateful) -> bool:
    return complaint.state == ComplaintState.RECEIVED and may_write(user, complaint.unit_id)


def may_change_order(user: User, order: Stateful) -> bool:
    """What is in review or in force stays as it is."""
    return order.state in {StopWorkState.DRAFT, StopWorkState.RETURNED} and may_write(user, order.unit_id)


def may_take_off_a_list(user: User, target: Any) -> bool:
    return may_write(user, target.unit_id)


def may_inspect(user: User) -> bool:
    """Case officers and supervisors of the two units that inspect."""
    return _decides(units_of(user, Role.STAFF, Role.SUPERVISOR))


def _decides(units: frozenset[int]) -> bool:
    return Unit.objects.filter(code__in=(INSPECTION_OFFICE, LABOUR_CONDITIONS), pk__in=units).exists()
