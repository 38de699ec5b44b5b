"""The public list of a month: prepared from the months on file, published by a second person, taken off in time.

What is published is kept, also while an appeal runs; an employer leaves it by a correction or a revocation alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Role, Unit
from laborportal.audit.recording import Act, Change, record, register_action
from laborportal.rocyear.dates import format_date, today
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process
from laborportal.workflow.voiding import void
from laborportal.workflow.waiting import wait_anew
from programs.quota.case_columns import PUBLISHED_ON, REMOVAL, REMOVED_ON, ROW_NUMBERS, TAKEN_OFF_ON
from programs.quota.models import PublishedList, PublishedRow, QuotaMonth
from programs.quota.policies import may_decide
from programs.quota.states import REHABILITATION, ListState, Removal

DAYS_TO_PUBLISH = 14
BATCH = 500
FROZEN = ("required", "counted", "shortage")

register_action("quota.row_corrected", _("corrected what is published of an employer"))
register_action("quota.row_removed", _("took an employer off a public list"))


def differences_of(published: PublishedList) -> int:
    """In how many employers the prepared list differs from the months on file by now."""
    listed = {row.employer_id: _frozen(row) for row in published.rows.all()}
    now = {month.employer_id: _frozen(month) for month in _short(published.month, published.sector)}
    return sum(listed.get(pk) != now.get(pk) for pk in listed.keys() | now.keys())


def _frozen(found: Any) -> tuple[int, ...]:
    return tuple(getattr(found, name) for name in FROZEN)


def _short(month: date, sector: str) -> Sequence[QuotaMonth]:
    months = QuotaMonth.objects.standing().short().filter(month=month, sector=sector)
    return list(months.select_related("employer").order_by("-shortage", "employer__name_text", "pk"))


def prepare(month: date, sector: str, act: Act) -> PublishedList:
    """Copies who is short in *month*; a list that was prepared before is voided. Raises IntegrityError when the
    month's list was published already."""
    short = _short(month, sector)
    with transaction.atomic():
        for earlier in PublishedList.objects.standing().filter(month=month, sector=sector, state=ListState.PREPARED):
            void(earlier, Act(act.actor, gettext("The list was prepared anew.")))
        unit = Unit.objects.get(code=REHABILITATION)
        made = PublishedList.objects.create(month=month, sector=sector, unit=unit, officer_id=act.actor.pk)
        PublishedRow.objects.bulk_create((_row(made, found) for found in short), batch_size=BATCH)
        record(act, "created", made)
        wait_anew([made])
    return made


def _row(made: PublishedList, found: QuotaMonth) -> PublishedRow:
    numbers = {name: getattr(found, name) for name in FROZEN}
    return PublishedRow(
        published=made, employer=found.employer, ubn=found.employer.ubn, name=found.employer.name, **numbers
    )


def still_the_same(published: PublishedList) -> str:
    """A list goes out as the months stand; blank when it does."""
    if number := differences_of(published):
        return gettext("The months have changed since: {number} employers differ. Prepare the list anew.").format(
            number=number
        )
    return ""


def possible_publication(published: PublishedList) -> str:
    if _lies_outside(published.published_on, published.month):
        return gettext("A list is published after the first of its month, and not in the future: correct the day.")
    return still_the_same(published)


def possible_end(published: PublishedList) -> str:
    if _lies_outside(published.taken_off_on, published.published_on):
        return gettext("A list is taken off after it was published, and not in the future: correct the day.")
    return ""


def _lies_outside(day: date | None, first: date | None) -> bool:
    return day is None or first is None or not first <= day <= today()


def name_publisher(published: PublishedList, act: Act) -> Mapping[str, Change]:
    published.published_by_id = act.actor.pk
    return {"published_by": (None, str(act.actor))}


PUBLISH: Transition[PublishedList] = Transition(
    code="publish",
    words=_("Publish the list"),
    done=_("published the list"),
    outlook=_("The rows stay as they are from then on; each correction keeps the old value and its reason."),
    decision=Decision.APPROVED,
    sources=frozenset({ListState.PREPARED}),
    target=ListState.PUBLISHED,
    permission=may_decide,
    other_person=True,
    asks=(PUBLISHED_ON,),
    demand=possible_publication,
    effect=name_publisher,
)
TAKE_OFF: Transition[PublishedList] = Transition(
    code="take_off",
    words=_("Take the list off"),
    done=_("took the list off"),
    outlook=_("The list stays on file with the days between which it was public."),
    decision=Decision.NOTED,
    sources=frozenset({ListState.PUBLISHED}),
    target=ListState.TAKEN_OFF,
    permission=may_decide,
    asks=(TAKEN_OFF_ON,),
    demand=possible_end,
    needs_reason=True,
)

LIST_PROCESS = register_process(
    Process(
        model=PublishedList,
        name=_("Public list"),
        states=ListState,
        marks={ListState.PREPARED: "draft", ListState.PUBLISHED: "done", ListState.TAKEN_OFF: "void"},
        transitions=(PUBLISH, TAKE_OFF),
        waits={ListState.PREPARED: Wait(role=Role.SUPERVISOR, words=_("publish the list"), days=DAYS_TO_PUBLISH)},
    )
)


class NotCorrected(Exception):
    """str(error) is a sentence for the person."""


def correct_row(row: PublishedRow, seen: int, answers: Mapping[str, Any], act: Act) -> PublishedRow:
    """Writes other numbers; the old ones and the reason stay in the history of the row. Raises NotCorrected."""
    with transaction.atomic():
        locked = _locked(row, seen)
        changes: dict[str, Change] = {}
        for column in ROW_NUMBERS:
            before, after = getattr(locked, column.name), answers[column.name]
            if before != after:
                setattr(locked, column.name, after)
                changes[column.name] = (before, after)
        if not changes:
            raise NotCorrected(gettext("Nothing was changed."))
        return _write(locked, "quota.row_corrected", changes, act)


def remove_row(row: PublishedRow, seen: int, answers: Mapping[str, Any], act: Act) -> PublishedRow:
    """Takes one employer off a published list; it stays on file with the day and the ground. Raises NotCorrected."""
    with transaction.atomic():
        locked = _locked(row, seen)
        day: date = answers[REMOVED_ON.name]
        published_on = locked.published.published_on
        if day > today() or (published_on and day < published_on):
            sentence = gettext("The list is public since {day}: write a day from then until today.")
            raise NotCorrected(sentence.format(day=format_date(published_on or today())))
        locked.removed_on, locked.removal = day, Removal(answers[REMOVAL.name])
        changes = {"removed_on": (None, day.isoformat()), "removal": ("", locked.removal)}
        return _write(locked, "quota.row_removed", changes, act)


def _locked(row: PublishedRow, seen: int) -> PublishedRow:
    locked = PublishedRow.objects.select_for_update(of=("self",)).select_related("published").get(pk=row.pk)
    if locked.version != seen:
        raise NotCorrected(gettext("Somebody else has written this row meanwhile: look at it again."))
    if locked.removed_on is not None:
        raise NotCorrected(gettext("This employer was taken off the list already."))
    return locked


def _write(row: PublishedRow, action: str, changes: Mapping[str, Change], act: Act) -> PublishedRow:
    row.version += 1
    row.save()
    record(act, action, row, changes)
    return row
