"""The columns of the dataset, and those of the form, in which an outcome is only proposed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from certifications.awards import Award, awards_of, in_order
from certifications.models import ApplicationAward
from certifications.states import AwardCode, Outcome, SchemeCode, State
from laborportal.employers.columns import employer_columns
from laborportal.exports.columns import (
    MISSING,
    CellError,
    CodeColumn,
    CodesColumn,
    Column,
    DateColumn,
    ScoreColumn,
    TextColumn,
    YearColumn,
)
from laborportal.listing.conditions import Condition

TITLE_LENGTH = 100


@dataclass(frozen=True, kw_only=True)
class AwardsColumn(CodesColumn):
    """A tuple of Award; each award once, one with titles of its own once for each title."""

    def parse(self, text: str) -> Any:
        parts = [part.strip() for part in text.replace("；", ";").split(";")]
        return in_order(self._award(part) for part in parts if part)

    def _award(self, text: str) -> Award:
        code, _colon, title = (part.strip() for part in text.replace("：", ":").partition(":"))
        if len(title) > TITLE_LENGTH:
            raise CellError(
                gettext("An award title has {length} characters at most: shorten it.").format(length=TITLE_LENGTH)
            )
        return Award(CodeColumn.parse(self, code), title)

    def dump(self, value: Iterable[Award]) -> str:
        return ";".join(map(str, value or ()))

    def dump_words(self, value: Iterable[Award]) -> str:
        return ";".join(str(Award(self.word(award.code), award.title)) for award in value or ())

    def show(self, value: Iterable[Award]) -> str:
        return pgettext("between the items of a list", ", ").join(map(self._shown, value or ())) or MISSING

    def _shown(self, award: Award) -> str:
        word = self.word(award.code)
        return gettext("{award} ({title})").format(award=word, title=award.title) if award.title else word

    def pack(self, value: Iterable[Award]) -> list[str]:
        return [str(award) for award in value or ()]

    def unpack(self, packed: Iterable[str]) -> tuple[Award, ...]:
        return awards_of(";".join(packed or ()))


SCHEME = CodeColumn(
    name="scheme",
    label=_("Scheme"),
    choices=SchemeCode.choices,
    field="round.scheme.code",
    attribute=False,
    example="gender",
)
YEAR = YearColumn(name="year", label=_("Year"), field="round.year", attribute=False, example="112")
APPLIED_ON = DateColumn(name="applied_on", label=_("Applied on"), example="2023-07-05")
SCORE = ScoreColumn(
    name="score", label=_("Score"), required=False, example="82.5", help=_("0 to 100, one decimal at most.")
)
AWARDS = AwardsColumn(
    name="awards",
    label=_("Awards"),
    required=False,
    choices=AwardCode.choices,
    field="decided_awards",
    attribute=False,
    sortable=False,
    example="gold;creativity:友善孕育措施獎",
)

COLUMNS: tuple[Column, ...] = (
    SCHEME,
    YEAR,
    *employer_columns(),
    APPLIED_ON,
    CodeColumn(name="outcome", label=_("Outcome"), choices=Outcome.choices, example="awarded"),
    SCORE,
    AWARDS,
    TextColumn(name="number", label=_("Case number"), derived=True),
    CodeColumn(name="state", label=_("State"), derived=True, choices=State.choices),
)
PROPOSED_OUTCOME = CodeColumn(
    name="proposed_outcome",
    label=_("Proposed outcome"),
    required=False,
    choices=[choice for choice in Outcome.choices if choice[0] != Outcome.PENDING],
    help=_("It counts once a supervisor has approved the case."),
)
PROPOSED_AWARDS = AwardsColumn(
    name="proposed_awards",
    label=_("Proposed awards"),
    required=False,
    choices=AwardCode.choices,
    field="proposal",
    help=_("A creativity award carries the title of its theme; separate several themes by a semicolon."),
)
FORM_COLUMNS: tuple[Column, ...] = (
    SCHEME,
    YEAR,
    *employer_columns(),
    APPLIED_ON,
    SCORE,
    PROPOSED_OUTCOME,
    PROPOSED_AWARDS,
)


def holds(code: str) -> Exists:
    return Exists(ApplicationAward.objects.filter(application=OuterRef("pk"), level__code=code))


AWARDS_CONDITION = Condition(name="awards", label=_("Awards"), kind="choice", choices=AwardCode.choices, where=holds)
