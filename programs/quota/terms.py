"""Until when an employer has to pay or to reply, counted from the service of the letter."""

from laborportal.cases.deadlines import Deadline, Term, deadlines
from laborportal.parameters.reading import schedule
from laborportal.rocyear.dates import today
from programs.quota import parameters
from programs.quota.models import Notice


def term_of(notice: Notice) -> Term:
    """An assessment is a burden, but a later last day favours who has to pay within the term (§48(5))."""
    code = (parameters.PAYMENT_DAYS if notice.is_assessment else parameters.REPLY_DAYS).code
    dated = schedule(code).on_or_oldest(notice.issued_on or today())
    return Term(
        length=int(dated.value), unit="days", burden=notice.is_assessment, later_favours=True, source=dated.citation
    )


def deadline_of(notice: Notice) -> Deadline:
    (found,) = deadlines([(term_of(notice), notice.served_on)])
    return found
