"""What was done about an employer that is under the quota: letters, visits, its reasons, fines; newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from laborportal.accounts.models import User
from laborportal.activities.models import GuidanceVisit, TopicCode
from laborportal.employers.models import Employer
from laborportal.penalties.ledger import Appeal
from laborportal.rocyear.dates import format_month
from programs.quota.models import Justification, Notice, QuotaPenalty
from programs.quota.transitions import JUSTIFICATION_PROCESS, NOTICE_PROCESS, PENALTY_PROCESS

SHOWN = 10


@dataclass(frozen=True)
class Done:
    """*on* is None where the day has not come yet."""

    on: date | None
    state: str
    mark: str
    words: str
    url: str


def follow_up(employer: Employer, user: User) -> list[Done]:
    """What *user* may see of it, in four queries."""
    everything = [
        *_letters(employer, user),
        *_visits(employer, user),
        *_reasons(employer, user),
        *_fines(employer, user),
    ]
    return sorted(everything, key=lambda done: (done.on or date.max, done.url), reverse=True)[:SHOWN]


def _letters(employer: Employer, user: User) -> Iterator[Done]:
    letters = Notice.objects.standing().visible_to(user).filter(about__employer=employer)
    for letter in letters.select_related("about").order_by("-about__month", "-pk")[:SHOWN]:
        words = _("{kind}, {month}").format(kind=letter.get_kind_display(), month=format_month(letter.month))
        mark = NOTICE_PROCESS.marks[letter.state]
        yield Done(letter.issued_on, letter.get_state_display(), mark, words, letter.get_absolute_url())


def _visits(employer: Employer, user: User) -> Iterator[Done]:
    visits = GuidanceVisit.objects.standing().visible_to(user).filter(topic__code=TopicCode.QUOTA, employer=employer)
    for visit in visits.order_by("-visited_on", "-pk")[:SHOWN]:
        yield Done(visit.visited_on, _("Visited"), "done", visit.number, visit.get_absolute_url())


def _reasons(employer: Employer, user: User) -> Iterator[Done]:
    reasons = Justification.objects.standing().visible_to(user).filter(employer=employer)
    for reason in reasons.order_by("-received_on", "-pk")[:SHOWN]:
        mark = JUSTIFICATION_PROCESS.marks[reason.state]
        words = _("Justification {number}").format(number=reason.number)
        yield Done(reason.received_on, reason.get_state_display(), mark, words, reason.get_absolute_url())


def _fines(employer: Employer, user: User) -> Iterator[Done]:
    fines = QuotaPenalty.objects.on_file().visible_to(user).filter(employer=employer)
    for fine in fines.order_by("-decided_on", "-pk")[:SHOWN]:
        revoked = fine.appeal == Appeal.REVOKED
        state = fine.get_appeal_display() if revoked else fine.get_state_display()
        mark = "void" if revoked else PENALTY_PROCESS.marks[fine.state]
        words = _("Fine under §96, NT${amount}").format(amount=f"{fine.amount:,}")
        yield Done(fine.decided_on, state, mark, words, fine.get_absolute_url())
