"""How a violation is closed: corrected with evidence, corrected late, site ended, or withdrawn; never just so."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.models import EVIDENCE_LENGTH, Violation
from inspections.policies import may_close, may_decide
from inspections.procedure.terms import correction_due
from inspections.states import CLOSED, Correction, Finding
from laborportal.accounts.models import Role
from laborportal.audit.recording import Act, Change
from laborportal.exports.columns import DateColumn, TextColumn
from laborportal.rocyear.dates import format_date, today
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process

CORRECTED_ON = DateColumn(name="corrected_on", label=_("Corrected on"))
EVIDENCE = TextColumn(
    name="evidence",
    label=_("Evidence"),
    required=False,
    max_length=EVIDENCE_LENGTH,
    help=_(
        "What shows it: photographs, records, a letter. It may stay blank where a re-inspection found it corrected."
    ),
)
WHAT_ENDED = TextColumn(
    name="evidence", label=_("Evidence"), max_length=EVIDENCE_LENGTH, help=_("What shows that the site has ended.")
)


def _found(violation: Violation, finding: Finding) -> bool:
    return violation.rechecks.filter(found=finding, reinspection__voided_at=None).exists()


def _not_proven(violation: Violation) -> str:
    corrected_on = violation.corrected_on
    inspection = violation.inspection
    if corrected_on and inspection is not None and corrected_on < inspection.inspected_on:
        words = gettext("A violation cannot be corrected before its inspection of {day}: correct the date.")
        return words.format(day=format_date(inspection.inspected_on))
    if corrected_on and corrected_on > today():
        return gettext("The correction lies in the future: correct the date.")
    if violation.evidence.strip() or _found(violation, Finding.CORRECTED):
        return ""
    return gettext("Write what shows the correction, or enter the re-inspection that found it.")


def _in_time(violation: Violation) -> bool:
    corrected_on: date | None = violation.corrected_on
    due = correction_due(violation)
    return corrected_on is None or due is None or corrected_on <= due


def corrected_in_time(violation: Violation) -> str:
    if sentence := _not_proven(violation):
        return sentence
    due = correction_due(violation)
    if due is None or _in_time(violation):
        return ""
    words = gettext("It was to be corrected by {day}: close it as corrected late, or correct the date.")
    return words.format(day=format_date(due))


def corrected_late(violation: Violation) -> str:
    if sentence := _not_proven(violation):
        return sentence
    return (
        gettext("No day for the correction has passed by then: close it as corrected.") if _in_time(violation) else ""
    )


def take_back(violation: Violation, act: Act) -> dict[str, Change]:
    before = {
        "corrected_on": violation.corrected_on and violation.corrected_on.isoformat(),
        "evidence": violation.evidence,
    }
    violation.corrected_on, violation.evidence = None, ""
    return {name: (value, None if name == "corrected_on" else "") for name, value in before.items() if value}


OPEN = frozenset({Correction.OPEN, Correction.NOT_FOLLOWED})

CORRECT: Transition[Violation] = Transition(
    code="correct",
    words=_("Close as corrected"),
    done=_("closed the violation as corrected"),
    outlook=_("The violation is closed. What shows the correction stays on file."),
    decision=Decision.NOTED,
    sources=OPEN,
    target=Correction.CORRECTED,
    permission=may_close,
    asks=(CORRECTED_ON, EVIDENCE),
    demand=corrected_in_time,
)
CORRECT_LATE: Transition[Violation] = Transition(
    code="correct_late",
    words=_("Close as corrected late"),
    done=_("closed the violation as corrected late"),
    outlook=_("The violation is closed as corrected after its last day; whether there is a fine is another decision."),
    decision=Decision.NOTED,
    sources=OPEN,
    target=Correction.LATE,
    permission=may_close,
    asks=(CORRECTED_ON, EVIDENCE),
    demand=corrected_late,
)
END_SITE: Transition[Violation] = Transition(
    code="end_site",
    words=_("Close because the site has ended"),
    done=_("closed the violation: the site ended uncorrected"),
    outlook=_("The violation is closed as never corrected."),
    decision=Decision.NOTED,
    sources=OPEN,
    target=Correction.SITE_ENDED,
    permission=may_close,
    asks=(WHAT_ENDED,),
)
WITHDRAW: Transition[Violation] = Transition(
    code="withdraw",
    words=_("Withdraw the finding"),
    done=_("withdrew the finding"),
    outlook=_("The violation is closed as found wrongly; it stays on file, and counts."),
    decision=Decision.APPROVED,
    sources=OPEN,
    target=Correction.WITHDRAWN,
    permission=may_decide,
    needs_reason=True,
    other_person=True,
)
REOPEN_VIOLATION: Transition[Violation] = Transition(
    code="reopen_violation",
    words=_("Open the violation again"),
    done=_("opened the violation again"),
    outlook=_("The violation waits for its correction again; day and evidence are taken out, and stay in its history."),
    decision=Decision.REOPENED,
    sources=CLOSED,
    target=Correction.OPEN,
    permission=may_decide,
    needs_reason=True,
    effect=take_back,
)


def employer_of(violation: Violation) -> str:
    return str(violation.employer)


def breach_in_words(violation: Violation) -> str:
    return str(violation)


VIOLATION_PROCESS = register_process(
    Process(
        model=Violation,
        name=_("Correction of a violation"),
        states=Correction,
        marks={
            Correction.NOT_FOLLOWED: "",
            Correction.OPEN: "review",
            Correction.CORRECTED: "done",
            Correction.LATE: "warn",
            Correction.SITE_ENDED: "stop",
            Correction.WITHDRAWN: "void",
        },
        transitions=(CORRECT, CORRECT_LATE, END_SITE, WITHDRAW, REOPEN_VIOLATION),
        waits={
            Correction.OPEN: Wait(
                role=Role.STAFF, words=_("see that it is corrected"), due=correction_due, officer_only=True
            )
        },
        subject=employer_of,
        matter=breach_in_words,
        related=("employer", "inspection"),
    )
)
