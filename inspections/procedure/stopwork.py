"""An order to stop work, and the way back: a second person confirms the order, and work is resumed on application,
after verification, by a supervisor's written notice."""

from collections.abc import Mapping

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from inspections import parameters
from inspections.models import FACTS_LENGTH, Inspection, StopWorkOrder
from inspections.policies import may_close, may_decide, may_submit
from inspections.states import Scope, StopWorkState
from laborportal.accounts.models import Role
from laborportal.audit.recording import Act, Change, record
from laborportal.exports.columns import DateColumn, TextColumn
from laborportal.parameters.reading import schedule
from laborportal.rocyear.dates import format_date, today
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process

DAYS_TO_CONFIRM = 1
DAYS_TO_MEND = 3
DAYS_TO_VERIFY = 7
APPLIED_ON = DateColumn(name="applied_on", label=_("Resumption applied for on"))
VERIFIED_ON = DateColumn(name="verified_on", label=_("Verified on"))
VERIFIED = TextColumn(
    name="verified",
    label=_("What was verified"),
    max_length=FACTS_LENGTH,
    help=_("How the cause of the stop was removed, and who saw it."),
)
CHANGEABLE = frozenset({StopWorkState.DRAFT, StopWorkState.RETURNED})


def longest_without_approval(order: StopWorkOrder) -> int:
    found = schedule(parameters.FULL_STOP.code)
    return int(found.on_or_oldest(order.stopped_on).value)


def approval_missing(order: StopWorkOrder) -> str:
    """Enforcement Rules of the Labor Inspection Act, article 33."""
    if order.scope != Scope.FULL or (order.approval and order.approved_on):
        return ""
    most = longest_without_approval(order)
    if order.days is not None and order.days <= most:
        return ""
    words = gettext(
        "To stop a whole site for more than {days} days needs the approval of the ministry: enter its letter."
    )
    return words.format(days=most)


def stop_the_inspection(order: StopWorkOrder, act: Act) -> Mapping[str, Change]:
    """The column of the inspection says yes from then on, with an event of its own."""
    inspection = Inspection.objects.select_for_update().get(pk=order.inspection_id)
    if not inspection.stop_work:
        inspection.stop_work = True
        inspection.version += 1
        inspection.save()
        record(act, "changed", inspection, {"stop_work": (False, True)})
    return {}


def applied_in_order(order: StopWorkOrder) -> str:
    return _not_before(order.applied_on, order.stopped_on, gettext("Work was stopped on {day}: correct the date."))


def verified_in_order(order: StopWorkOrder) -> str:
    words = gettext("Resumption was applied for on {day}: it is verified after that.")
    return _not_before(order.verified_on, order.applied_on, words)


def _not_before(day: object, first: object, words: str) -> str:
    if day is None or first is None or not first <= day:  # type: ignore[operator]
        return words.format(day=format_date(first))  # type: ignore[arg-type]
    return gettext("The date lies in the future: correct it.") if day > today() else ""  # type: ignore[operator]


def refuse_application(order: StopWorkOrder, act: Act) -> Mapping[str, Change]:
    before, order.applied_on = order.applied_on, None
    return {"applied_on": (before and before.isoformat(), None)}


SUBMIT_ORDER: Transition[StopWorkOrder] = Transition(
    code="submit_order",
    words=_("Submit the order"),
    done=_("submitted the order to stop work"),
    outlook=_("The order goes to the supervisors of the unit, who confirm it before it takes effect."),
    decision=Decision.SUBMITTED,
    sources=CHANGEABLE,
    target=StopWorkState.IN_REVIEW,
    permission=may_submit,
    demand=approval_missing,
)
CONFIRM_ORDER: Transition[StopWorkOrder] = Transition(
    code="confirm_order",
    words=_("Confirm the order"),
    done=_("confirmed the order to stop work"),
    outlook=_("Work stops from the day of the order on; the inspection counts as one with stop-work."),
    decision=Decision.APPROVED,
    sources=frozenset({StopWorkState.IN_REVIEW}),
    target=StopWorkState.IN_FORCE,
    permission=may_decide,
    other_person=True,
    demand=approval_missing,
    effect=stop_the_inspection,
)
RETURN_ORDER: Transition[StopWorkOrder] = Transition(
    code="return_order",
    words=_("Return with a reason"),
    done=_("returned the order to stop work"),
    outlook=_("The order goes back to the officer in charge, who can change it and submit it again."),
    decision=Decision.RETURNED,
    sources=frozenset({StopWorkState.IN_REVIEW}),
    target=StopWorkState.RETURNED,
    permission=may_decide,
    needs_reason=True,
    other_person=True,
)
APPLY: Transition[StopWorkOrder] = Transition(
    code="apply",
    words=_("Note the application to resume work"),
    done=_("noted the application to resume work"),
    outlook=_("The unit verifies whether the cause of the stop is gone. Work stays stopped until then."),
    decision=Decision.NOTED,
    sources=frozenset({StopWorkState.IN_FORCE}),
    target=StopWorkState.APPLIED,
    permission=may_close,
    asks=(APPLIED_ON,),
    demand=applied_in_order,
)
RESUME: Transition[StopWorkOrder] = Transition(
    code="resume",
    words=_("Let work resume"),
    done=_("let work resume"),
    outlook=_("The employer is told in writing that work may go on."),
    decision=Decision.APPROVED,
    sources=frozenset({StopWorkState.APPLIED}),
    target=StopWorkState.RESUMED,
    permission=may_decide,
    asks=(VERIFIED_ON, VERIFIED),
    demand=verified_in_order,
)
REFUSE: Transition[StopWorkOrder] = Transition(
    code="refuse_resumption",
    words=_("Refuse the application"),
    done=_("refused the application to resume work"),
    outlook=_("Work stays stopped. The employer can apply again."),
    decision=Decision.RETURNED,
    sources=frozenset({StopWorkState.APPLIED}),
    target=StopWorkState.IN_FORCE,
    permission=may_decide,
    needs_reason=True,
    effect=refuse_application,
)


def employer_of(order: StopWorkOrder) -> str:
    return str(order.employer)


def order_in_words(order: StopWorkOrder) -> str:
    return pgettext("ground, scope and place of a stop", "{ground}; {scope}: {place}").format(
        ground=order.get_ground_display(), scope=order.get_scope_display(), place=order.place
    )


STOP_WORK_PROCESS = register_process(
    Process(
        model=StopWorkOrder,
        name=_("Stop-work order"),
        states=StopWorkState,
        marks={
            StopWorkState.DRAFT: "draft",
            StopWorkState.IN_REVIEW: "review",
            StopWorkState.RETURNED: "stop",
            StopWorkState.IN_FORCE: "stop",
            StopWorkState.APPLIED: "review",
            StopWorkState.RESUMED: "done",
        },
        transitions=(SUBMIT_ORDER, CONFIRM_ORDER, RETURN_ORDER, APPLY, RESUME, REFUSE),
        waits={
            StopWorkState.DRAFT: Wait(role=Role.STAFF, words=_("complete and submit"), officer_only=True),
            StopWorkState.IN_REVIEW: Wait(role=Role.SUPERVISOR, words=_("confirm or return"), days=DAYS_TO_CONFIRM),
            StopWorkState.RETURNED: Wait(role=Role.STAFF, words=_("mend and submit again"), days=DAYS_TO_MEND),
            StopWorkState.APPLIED: Wait(
                role=Role.SUPERVISOR, words=_("verify, and let work resume or refuse"), days=DAYS_TO_VERIFY
            ),
        },
        subject=employer_of,
        matter=order_in_words,
        related=("inspection__employer",),
    )
)
