"""Invented casework about the months of 112: twenty-two fines, a few letters and reasons, one public list.

The fines are those of the report's year: after the ministry's interpretation came into force on 112-05-01, of
NT$20,000 each, most of them on the third and the fourth ground.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.datasets.demonstration import BrokenDemonstration
from laborportal.datasets.forms import RecordForm
from laborportal.employers.models import Employer
from laborportal.workflow.performing import perform
from laborportal.workflow.processes import C, Transition
from programs.quota.datasets.casework import JUSTIFICATIONS
from programs.quota.models import Notice, QuotaMonth
from programs.quota.proposals import Proposal, proposals
from programs.quota.queries import consecutive_months_short
from programs.quota.states import NoticeKind
from programs.quota.transitions import justifications, notices, publication
from programs.quota.transitions.payments import note_payment

FINES = 22
AMOUNT = "20000"
FIRST_DAY = date(2023, 5, 11)
DAYS_BETWEEN = 10
DAYS_TO_PAYMENT = 35
GROUNDS = "34334434324334431434"
LAST_MONTH = date(2023, 12, 1)
LONG = 8
LETTERS = 3
REASONS = (
    ("已於就業服務站登記三次求才並參加兩場徵才活動，均無人應徵，另委託職業重建單位媒合中。", True),
    ("本公司工作性質特殊，無適合身心障礙者之職缺。", False),
)


def fines() -> Iterator[dict[str, str]]:
    """On employers that were short nearly all of 112, so that each ground is possible."""
    for step, employer in enumerate(_long_short()[:FINES]):
        day = FIRST_DAY + timedelta(days=step * DAYS_BETWEEN)
        paid = day + timedelta(days=DAYS_TO_PAYMENT)
        yield {
            "number": f"北市勞運字第1126{step:03d}0{step % 9 + 1}01號",
            "ubn": employer.ubn,
            "employer": employer.name,
            "decided_on": day.isoformat(),
            "ground": GROUNDS[step % len(GROUNDS)],
            "amount": AMOUNT,
            "paid_on": "" if step % 7 == 3 else paid.isoformat(),
            "appeal": {5: "dismissed", 17: "pending"}.get(step, "none"),
        }


def _long_short() -> Sequence[Employer]:
    running = consecutive_months_short(LAST_MONTH)
    short = QuotaMonth.objects.standing().short().filter(month=LAST_MONTH, sector=Employer.Sector.PRIVATE)
    found = short.select_related("employer").order_by("employer__ubn", "pk")
    return [month.employer for month in found if running[month.employer_id] >= LONG][::3]


def load(act: Act) -> None:
    """By the sign-ins of the demonstration; where they are gone, nobody could have done it."""
    people = {user.username: user for user in User.objects.filter(username__in=("staff", "supervisor"), is_active=True)}
    if len(people) < 2 or Notice.objects.exists() or not QuotaMonth.objects.filter(month=LAST_MONTH).exists():
        return
    staff, supervisor = people["staff"], people["supervisor"]
    _letters(staff)
    _reasons(staff, supervisor)
    _public_list(staff, supervisor)


def _step(case: C, transition: Transition[C], person: User, reason: str = "", **answers: object) -> C:
    act = Act(person, reason)
    return perform(case, transition, act=act, seen_state=case.state, seen_version=case.version, answers=answers)


def _letters(staff: User) -> None:
    found = proposals(LAST_MONTH)
    made = notices.put_on_file([proposal for kind in NoticeKind for proposal in _some(found.of(kind))], Act(staff))
    for place, letter in enumerate(made):
        if place % LETTERS == 0:
            continue  # waits to be issued
        number = f"北市勞運字第1136{place:03d}0001號"
        issued = _step(letter, notices.ISSUE, staff, letter_number=number, issued_on=date(2024, 1, 15))
        served = _step(issued, notices.SERVE, staff, served_on=date(2024, 1, 18 + place % 3))
        if letter.is_assessment:
            note_payment(letter.about, {"paid_on": date(2024, 2, 5 + place), "amount": letter.levy}, Act(staff))
        _step(served, notices.CLOSE, staff)


def _some(found: Sequence[Proposal]) -> Sequence[Proposal]:
    return found[:LETTERS]


def _reasons(staff: User, supervisor: User) -> None:
    for place, (employer, (text, justified)) in enumerate(zip(_long_short()[-len(REASONS) :], REASONS, strict=True)):
        cells = {"ubn": employer.ubn, "employer": employer.name, "text": text}
        form = RecordForm(JUSTIFICATIONS, staff, data={**cells, "received_on": f"2023-11-{15 + place}"})
        if not form.is_valid():
            raise BrokenDemonstration(form.errors)
        sent = _step(form.save(), justifications.SUBMIT, staff)
        ruling = justifications.ACCEPT if justified else justifications.REJECT
        _step(sent, ruling, supervisor, "已查證求才紀錄屬實。" if justified else "未提出求才或改善之具體事證。")


def _public_list(staff: User, supervisor: User) -> None:
    made = publication.prepare(date(2023, 11, 1), Employer.Sector.PRIVATE, Act(staff))
    _step(made, publication.PUBLISH, supervisor, published_on=date(2024, 1, 31))
