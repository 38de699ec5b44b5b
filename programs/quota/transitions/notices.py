"""The steps of a letter: proposed by the run of a month, issued, served, closed."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Role
from laborportal.audit.recording import Act, Change, Entry, record_many
from laborportal.cases.numbers import take_numbers
from laborportal.rocyear.dates import to_roc, today
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process
from laborportal.workflow.waiting import wait_anew
from programs.quota.arrears import arrears_of
from programs.quota.case_columns import ISSUED_ON, LETTER_NUMBER, SERVED_ON
from programs.quota.explanation import dollars
from programs.quota.models import Notice
from programs.quota.models.notices import NUMBER_PREFIXES
from programs.quota.policies import may_decide, may_keep
from programs.quota.proposals import Proposal, proposals
from programs.quota.states import NoticeState
from programs.quota.terms import deadline_of

DAYS_TO_ISSUE = 14
DAYS_TO_SERVE = 14


def possible_issue(notice: Notice) -> str:
    """Why the letter cannot go out as it is; blank when it can."""
    issued_on: date | None = notice.issued_on
    if issued_on is None or issued_on > today():
        return gettext("This day has not come yet: correct it.")
    if issued_on < notice.month:
        return gettext("This day is before the month that the letter is about: correct it.")
    found = arrears_of(notice.about, today()) if notice.is_assessment else None
    if notice.is_assessment and (found is None or not found.open):
        return gettext("Nothing is left to pay for this month: do not send the assessment.")
    return ""


def possible_service(notice: Notice) -> str:
    served_on: date | None = notice.served_on
    if served_on is None or served_on > today():
        return gettext("This day has not come yet: correct it.")
    if notice.issued_on is not None and served_on < notice.issued_on:
        return gettext("This day is before the letter was issued: correct it.")
    return ""


def nothing_open(notice: Notice) -> str:
    """An assessment is closed by payment alone."""
    found = arrears_of(notice.about, today()) if notice.is_assessment else None
    if found is None or not found.open:
        return ""
    return gettext("{amount} of the difference subsidy are not paid yet.").format(amount=dollars(found.open))


def take_charge(notice: Notice, act: Act) -> Mapping[str, Change]:
    """Who issues a letter has it in charge; it says what the month says on that day."""
    notice.officer_id = act.actor.pk
    before = (notice.shortage, notice.levy)
    notice.shortage, notice.levy = notice.about.shortage, notice.about.levy
    after = (notice.shortage, notice.levy)
    names = ("shortage", "levy")
    return {name: (old, new) for name, old, new in zip(names, before, after, strict=True) if old != new}


ISSUE: Transition[Notice] = Transition(
    code="issue",
    words=_("Issue the letter"),
    done=_("issued the letter"),
    outlook=_("The letter is out; its term begins once the day of service is on file."),
    decision=Decision.NOTED,
    sources=frozenset({NoticeState.PROPOSED}),
    target=NoticeState.ISSUED,
    permission=may_keep,
    asks=(LETTER_NUMBER, ISSUED_ON),
    demand=possible_issue,
    effect=take_charge,
)
DROP: Transition[Notice] = Transition(
    code="drop",
    words=_("Do not send it"),
    done=_("decided not to send the letter"),
    outlook=_("The letter is not proposed again for this month."),
    decision=Decision.NOTED,
    sources=frozenset({NoticeState.PROPOSED}),
    target=NoticeState.DROPPED,
    permission=may_keep,
    needs_reason=True,
)
SERVE: Transition[Notice] = Transition(
    code="serve",
    words=_("Note the day of service"),
    done=_("noted the day of service"),
    outlook=_("The term is counted from this day."),
    decision=Decision.NOTED,
    sources=frozenset({NoticeState.ISSUED}),
    target=NoticeState.SERVED,
    permission=may_keep,
    asks=(SERVED_ON,),
    demand=possible_service,
)
CORRECT_SERVICE: Transition[Notice] = Transition(
    code="correct_service",
    words=_("Correct the day of service"),
    done=_("corrected the day of service"),
    outlook=_("The term is counted anew; the former day and the reason stay in the history."),
    decision=Decision.NOTED,
    sources=frozenset({NoticeState.SERVED}),
    target=NoticeState.SERVED,
    permission=may_keep,
    asks=(SERVED_ON,),
    demand=possible_service,
    needs_reason=True,
)
CLOSE: Transition[Notice] = Transition(
    code="close",
    words=_("Close the letter"),
    done=_("closed the letter"),
    outlook=_("Nothing waits any more; an assessment can be closed once it is paid."),
    decision=Decision.NOTED,
    sources=frozenset({NoticeState.SERVED}),
    target=NoticeState.CLOSED,
    permission=may_keep,
    demand=nothing_open,
)
WITHDRAW: Transition[Notice] = Transition(
    code="withdraw",
    words=_("Withdraw the letter"),
    done=_("withdrew the letter"),
    outlook=_("The letter stays on file as withdrawn; another one can be proposed for this month."),
    decision=Decision.NOTED,
    sources=frozenset({NoticeState.ISSUED, NoticeState.SERVED, NoticeState.CLOSED}),
    target=NoticeState.WITHDRAWN,
    permission=may_decide,
    needs_reason=True,
)


def last_day(notice: Notice) -> date | None:
    return deadline_of(notice).last_day


def _employer(notice: Notice) -> str:
    return str(notice.employer)


def in_words(notice: Notice) -> str:
    if notice.is_assessment:
        return gettext("{kind}: {amount}").format(kind=notice.get_kind_display(), amount=dollars(notice.levy))
    return str(notice.get_kind_display())


NOTICE_PROCESS = register_process(
    Process(
        model=Notice,
        name=_("Quota notice"),
        states=NoticeState,
        marks={
            NoticeState.PROPOSED: "draft",
            NoticeState.ISSUED: "warn",
            NoticeState.SERVED: "review",
            NoticeState.CLOSED: "done",
            NoticeState.DROPPED: "void",
            NoticeState.WITHDRAWN: "void",
        },
        transitions=(ISSUE, DROP, SERVE, CLOSE, CORRECT_SERVICE, WITHDRAW),
        waits={
            NoticeState.PROPOSED: Wait(role=Role.STAFF, words=_("issue the letter or drop it"), days=DAYS_TO_ISSUE),
            NoticeState.ISSUED: Wait(role=Role.STAFF, words=_("note the day of service"), days=DAYS_TO_SERVE),
            NoticeState.SERVED: Wait(role=Role.STAFF, words=_("see to payment or reply"), due=last_day),
        },
        subject=_employer,
        matter=in_words,
        related=("about__employer",),
    )
)


def propose(month: date, act: Act) -> list[Notice]:
    """Puts the letters that *month* gives cause for on file; a second run adds nothing.

    Raises IntegrityError when another run was quicker.
    """
    return put_on_file(proposals(month).found, act)


def put_on_file(found: Sequence[Proposal], act: Act) -> list[Notice]:
    with transaction.atomic():
        numbers = take_all_numbers(found)
        made = Notice.objects.bulk_create(
            Notice(
                number=numbers[proposal.kind].pop(0),
                kind=proposal.kind,
                about=proposal.about,
                unit_id=proposal.about.unit_id,
                months_short=proposal.months_short,
                shortage=proposal.about.shortage,
                levy=proposal.about.levy,
            )
            for proposal in found
        )
        record_many(act, [Entry("created", notice) for notice in made])
        wait_anew(made)
    return made


def take_all_numbers(found: Sequence[Proposal]) -> dict[str, list[str]]:
    """In the order of the kinds, so that two runs at once never wait for each other crosswise."""
    year = to_roc(today().year)
    counts = {kind: sum(proposal.kind == kind for proposal in found) for kind in NUMBER_PREFIXES}
    return {kind: take_numbers(NUMBER_PREFIXES[kind], year, count) for kind, count in counts.items() if count}
