"""What follows an inspection that found violations: its result notice, service, posting, an objection, the end."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.models import Inspection, Violation
from inspections.policies import may_close, may_decide
from inspections.procedure.terms import last_day_of_correction, notice_due, terms_of
from inspections.states import CLOSED, InspectionState
from laborportal.accounts.models import Role
from laborportal.audit.recording import Act, Change, Entry, record_many
from laborportal.exports.columns import DateColumn
from laborportal.rocyear.dates import format_date, today
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process
from laborportal.workflow.waiting import wait_anew

NOTICE_ON = DateColumn(name="notice_on", label=_("Result notice sent on"))
SERVED_ON = DateColumn(name="served_on", label=_("Notice served on"), help=_("The day on the receipt of service."))
POSTED_ON = DateColumn(name="posted_on", label=_("Posted on site from"))
OBJECTED_ON = DateColumn(name="objected_on", label=_("Objection filed on"))
SETTLED_ON = DateColumn(name="objection_settled_on", label=_("Objection settled on"))


def _too_early(day: date | None, first: date | None, words: str) -> str:
    if day is not None and day > today():
        return gettext("{day} lies in the future: correct the date.").format(day=format_date(day))
    if day is not None and first is not None and day < first:
        return words.format(day=format_date(first))
    return ""


def nothing_to_notify(inspection: Inspection) -> str:
    if not inspection.violations.filter(voided_at=None).exists():
        return gettext("No violation is entered yet: a result notice names at least one.")
    words = gettext("The notice comes after the inspection of {day}: correct the date.")
    return _too_early(inspection.notice_on, inspection.inspected_on, words)


def served_too_early(inspection: Inspection) -> str:
    words = gettext("A notice is served after it was sent on {day}: correct the date.")
    return _too_early(inspection.served_on, inspection.notice_on, words)


def posted_too_early(inspection: Inspection) -> str:
    words = gettext("A notice is posted after it was served on {day}: correct the date.")
    return _too_early(inspection.posted_on, inspection.served_on, words)


def objected_too_early(inspection: Inspection) -> str:
    words = gettext("An objection comes after the notice was served on {day}: correct the date.")
    return _too_early(inspection.objected_on, inspection.served_on, words)


def settled_too_early(inspection: Inspection) -> str:
    words = gettext("The objection was filed on {day}: correct the date.")
    return _too_early(inspection.objection_settled_on, inspection.objected_on, words)


def still_open(inspection: Inspection) -> str:
    """A violation, a posting or a term that has not ended."""
    left = Violation.objects.on_file().filter(inspection=inspection).exclude(state__in=CLOSED).count()
    if left:
        words = gettext(
            "{count} violations are not closed: each is corrected, ended with its site, or withdrawn first."
        )
        return words.format(count=left)
    if inspection.served_on is not None and inspection.posted_on is None:
        return gettext("Note first from when the notice was posted on site.")
    for named in terms_of(inspection)[1:]:
        last_day = named.deadline.last_day
        if last_day is not None and last_day >= today() and named.done_on is None:
            return gettext("{term}: runs until {day}.").format(term=named.label, day=format_date(last_day))
    return ""


def start_terms(inspection: Inspection, act: Act) -> Mapping[str, Change]:
    """From service on, the days that each violation was given have a last day."""
    entries, changed = [], []
    for violation in Violation.objects.on_file().select_for_update(of=("self",)).filter(inspection=inspection):
        if inspection.served_on is not None and violation.correct_within is not None:
            day = last_day_of_correction(violation.correct_within, inspection.served_on)
            before, violation.correct_by = violation.correct_by, day
            if day is not None and before != day:
                violation.version += 1
                violation.save()
                entries.append(
                    Entry("changed", violation, {"correct_by": (before and before.isoformat(), day.isoformat())})
                )
        violation.inspection = inspection
        changed.append(violation)
    record_many(act, entries)
    wait_anew(changed)
    return {}


NOTIFY: Transition[Inspection] = Transition(
    code="notify",
    words=_("Note the result notice"),
    done=_("noted that the result notice was sent"),
    outlook=_("The employer has been told in writing what to correct; terms run once the notice is served."),
    decision=Decision.NOTED,
    sources=frozenset({InspectionState.RECORDED}),
    target=InspectionState.NOTIFIED,
    permission=may_close,
    asks=(NOTICE_ON,),
    demand=nothing_to_notify,
)
SERVE: Transition[Inspection] = Transition(
    code="serve",
    words=_("Note the service"),
    done=_("noted the service of the result notice"),
    outlook=_(
        "The terms for correction and objection run from the day after service; a day of rest may move their end."
    ),
    decision=Decision.NOTED,
    sources=frozenset({InspectionState.NOTIFIED}),
    target=InspectionState.SERVED,
    permission=may_close,
    asks=(SERVED_ON,),
    demand=served_too_early,
    effect=start_terms,
)
POST: Transition[Inspection] = Transition(
    code="post",
    words=_("Note the posting on site"),
    done=_("noted the posting of the result notice on site"),
    outlook=_("The employer leaves the notice where everybody at the workplace sees it."),
    decision=Decision.NOTED,
    sources=frozenset({InspectionState.SERVED, InspectionState.OBJECTED}),
    target=InspectionState.SERVED,
    permission=may_close,
    asks=(POSTED_ON,),
    demand=posted_too_early,
)
OBJECT: Transition[Inspection] = Transition(
    code="object",
    words=_("Note an objection"),
    done=_("noted the employer's objection"),
    outlook=_("The objection is looked into. The terms for correction go on running."),
    decision=Decision.NOTED,
    sources=frozenset({InspectionState.SERVED}),
    target=InspectionState.OBJECTED,
    permission=may_close,
    asks=(OBJECTED_ON,),
    demand=objected_too_early,
)
SETTLE_OBJECTION: Transition[Inspection] = Transition(
    code="settle_objection",
    words=_("Settle the objection"),
    done=_("settled the employer's objection"),
    outlook=_("The employer is told the outcome; a finding that was wrong is withdrawn on the page of its violation."),
    decision=Decision.APPROVED,
    sources=frozenset({InspectionState.OBJECTED}),
    target=InspectionState.SERVED,
    permission=may_decide,
    needs_reason=True,
    other_person=True,
    asks=(SETTLED_ON,),
    demand=settled_too_early,
)
CONCLUDE: Transition[Inspection] = Transition(
    code="conclude",
    words=_("Conclude the inspection"),
    done=_("concluded the inspection"),
    outlook=_("Nothing is left to follow up."),
    decision=Decision.NOTED,
    sources=frozenset({InspectionState.RECORDED, InspectionState.SERVED}),
    target=InspectionState.CONCLUDED,
    permission=may_close,
    demand=still_open,
)
REOPEN_INSPECTION: Transition[Inspection] = Transition(
    code="reopen_inspection",
    words=_("Take up again"),
    done=_("took the inspection up again"),
    outlook=_("The inspection is followed up again from the service of its notice."),
    decision=Decision.REOPENED,
    sources=frozenset({InspectionState.CONCLUDED}),
    target=InspectionState.SERVED,
    permission=may_decide,
    needs_reason=True,
    demand=lambda inspection: "" if inspection.served_on else gettext("No notice of this inspection was served."),
)


def employer_of(inspection: Inspection) -> str:
    return str(inspection.employer)


def finding_in_words(inspection: Inspection) -> str:
    return f"{inspection.get_kind_display()} {format_date(inspection.inspected_on)}"


INSPECTION_PROCESS = register_process(
    Process(
        model=Inspection,
        name=_("Inspection"),
        states=InspectionState,
        marks={
            InspectionState.RECORDED: "review",
            InspectionState.NOTIFIED: "review",
            InspectionState.SERVED: "review",
            InspectionState.OBJECTED: "warn",
            InspectionState.CONCLUDED: "done",
        },
        transitions=(NOTIFY, SERVE, POST, OBJECT, SETTLE_OBJECTION, CONCLUDE, REOPEN_INSPECTION),
        waits={
            InspectionState.RECORDED: Wait(
                role=Role.STAFF, words=_("send the result notice"), due=notice_due, officer_only=True
            ),
            InspectionState.NOTIFIED: Wait(role=Role.STAFF, words=_("note the day of service"), officer_only=True),
            InspectionState.SERVED: Wait(
                role=Role.STAFF, words=_("follow the corrections and conclude"), officer_only=True
            ),
            InspectionState.OBJECTED: Wait(role=Role.SUPERVISOR, words=_("settle the objection")),
        },
        subject=employer_of,
        matter=finding_in_words,
        related=("employer",),
    )
)
