"""The terms of an inspection, each counted with its arithmetic; how long each is stands in `inspections.parameters`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from inspections import parameters
from inspections.models import Complaint, Inspection, InspectionPenalty, Violation
from inspections.states import CLOSED, ReplyLaw, Result
from laborportal.cases.deadlines import Deadline, Term, deadlines
from laborportal.parameters.declarations import Parameter
from laborportal.parameters.reading import Schedule, schedules

REPLIES = {
    ReplyLaw.INSPECTION: parameters.REPLY_UNDER_THE_INSPECTION_ACT,
    ReplyLaw.STANDARDS: parameters.REPLY_UNDER_THE_STANDARDS_ACT,
}
Asked = tuple[Term, date | None]


@dataclass(frozen=True)
class Named:
    """A deadline, what it is for, and when what it asks for was done; only a duty can be late."""

    label: str
    deadline: Deadline
    done_on: date | None = None
    duty: bool = False

    @property
    def done_late(self) -> bool:
        return self.done_on is not None and self.deadline.overdue(self.done_on)


def term_on(found: Schedule, day: date, *, years: bool = False, burden: bool = False, later: bool = False) -> Term:
    """The term that was in force on *day*; before the first one known, the first."""
    dated = found.on_or_oldest(day)
    return Term(
        length=int(dated.value),
        unit="years" if years else "days",
        burden=burden,
        later_favours=later,
        source=dated.citation,
    )


def _schedules(*wanted: Parameter) -> Mapping[str, Schedule]:
    return schedules(*(parameter.code for parameter in wanted))


def notice_term(inspection: Inspection) -> Asked:
    term = term_on(_schedules(parameters.NOTICE)[parameters.NOTICE.code], inspection.inspected_on)
    return term, inspection.inspected_on if inspection.result == Result.VIOLATION else None


def notice_due(inspection: Inspection) -> date | None:
    return deadlines([notice_term(inspection)])[0].last_day


def terms_of(inspection: Inspection) -> list[Named]:
    """Notice, posting and objection, with one query for their length and one for the rest days."""
    if inspection.result != Result.VIOLATION:
        return []
    found = _schedules(parameters.NOTICE, parameters.POSTING, parameters.OBJECTION)
    day = inspection.served_on or inspection.inspected_on
    asked: list[tuple[str, Term, date | None, date | None]] = [
        (
            _("Result notice to the employer"),
            term_on(found[parameters.NOTICE.code], inspection.inspected_on),
            inspection.inspected_on,
            inspection.notice_on,
        ),
        (
            _("Posted on site until"),
            term_on(found[parameters.POSTING.code], day, burden=True),
            inspection.posted_on,
            None,
        ),
        (
            _("Objection of the employer"),
            term_on(found[parameters.OBJECTION.code], day, burden=True, later=True),
            inspection.served_on,
            inspection.objected_on,
        ),
    ]
    ends = deadlines((term, start) for _label, term, start, _done in asked)
    return [
        Named(label, end, done, duty=number == 0)
        for number, ((label, _term, _start, done), end) in enumerate(zip(asked, ends, strict=True))
    ]


def correction_term(violation: Violation) -> Asked | None:
    """From the service of the notice; None where a day was set, or nothing."""
    if violation.correct_within is None or violation.inspection is None:
        return None
    source = _("term of the result notice")
    term = Term(length=violation.correct_within, unit="days", burden=True, later_favours=True, source=source)
    return term, violation.inspection.served_on


def correction_due(violation: Violation) -> date | None:
    """The last day for the correction; None while the notice of its inspection is not served: nothing is overdue."""
    if violation.state in CLOSED or (violation.inspection is not None and violation.inspection.served_on is None):
        return None
    return violation.correct_by


def last_day_of_correction(days: int, served_on: date) -> date | None:
    """What *days* from the service of the notice come to."""
    source = _("term of the result notice")
    term = Term(length=days, unit="days", burden=True, later_favours=True, source=source)
    return deadlines([(term, served_on)])[0].last_day


def reply(complaint: Complaint) -> Deadline:
    """A complaint of before the law knew the term is answered within the first that it knew."""
    parameter = REPLIES[ReplyLaw(complaint.law)]
    term = term_on(_schedules(parameter)[parameter.code], complaint.received_on)
    return deadlines([(term, complaint.received_on)])[0]


def reply_due(complaint: Complaint) -> date | None:
    return reply(complaint).last_day


def limit(penalty: InspectionPenalty) -> Deadline:
    """The last day for a fine: three years from the end of the act, or of the criminal case that went before it
    (Administrative Penalty Act, article 27). It is a limit of the authority, and its last day does not move."""
    start = penalty.referral_ended_on if penalty.referred_on else penalty.act_ended_on
    found = _schedules(parameters.PENALTY_LIMIT)[parameters.PENALTY_LIMIT.code]
    term = term_on(found, start or penalty.decided_on, years=True, burden=True)
    return deadlines([(term, start)])[0]
