"""A filter, declared once as value → Q; lists, exports, the API and figures all read it from here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self
from unicodedata import normalize

from django.db.models import Exists, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from laborportal.exports.columns import (
    CONTROL,
    CodeColumn,
    CodesColumn,
    Column,
    DateColumn,
    IntegerColumn,
    ListedColumn,
    MonthColumn,
    ScoreColumn,
    TextColumn,
    UbnColumn,
    YearColumn,
    YesNoColumn,
    echo,
)
from laborportal.exports.normalise import normalise
from laborportal.rocyear import dates

Kind = Literal["text", "choice", "date", "number", "year", "yesno", "search", "month"]
Options = Sequence[tuple[str, StrOrPromise]]
LARGEST = 10**15
YEAR = gettext_lazy("Year")
SEARCH = gettext_lazy("Search")


class ConditionError(ValueError):
    """str() is a translated sentence: which value cannot be used, and what can."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """*lookup* compares the value that was read; *where* says it in full where a comparison does not reach.

    Either is asked once for every value of a repeated parameter, and one match is enough. A to-many relation goes
    through Exists in *where*, so that no row comes twice. *once* refuses a repeated parameter. *parse* reads one value
    where its kind is not enough; it raises a ValueError whose text is a sentence.
    """

    name: str
    label: StrOrPromise
    kind: Kind
    choices: Options | Callable[[], Options] = ()
    lookup: str = ""
    where: Callable[[Any], Q | Exists] | None = None
    once: bool = False
    decimals: int = 0
    parse: Callable[[str], Any] | None = None
    help: StrOrPromise = ""

    def q(self, values: Sequence[str]) -> Q:
        """Raises ConditionError; blank values set nothing."""
        found = [self.read(text) for text in self.given(values)]
        if self.where is None:
            wanted = {f"{self.lookup}__in": found} if len(found) > 1 else dict.fromkeys([self.lookup], *found)
            return Q(**wanted) if found else Q()
        meant = Q()
        for value in found:
            meant |= Q(self.where(value))
        return meant

    def words(self, values: Sequence[str]) -> str:
        """What a person reads; a value that cannot be read stays as it was given."""
        return _(", ").join(self._shown(text) for text in self.given(values))

    def canonical(self, values: Sequence[str]) -> list[str]:
        """The one spelling of *values* that addresses use; raises ConditionError."""
        written = [WRITERS[self.kind](self.read(text)) for text in self.given(values)]
        if self.kind == "choice":
            places = [code for code, _label in self.options()]
            written.sort(key=places.index)
        return list(dict.fromkeys(written))

    def given(self, values: Iterable[str]) -> list[str]:
        """The values that say something; raises ConditionError for a second one where one is possible."""
        texts = list(dict.fromkeys(text for value in values if (text := normalize("NFKC", value).strip())))
        if self.once and len(texts) > 1:
            raise ConditionError(_("“{label}” can be given only once.").format(label=self.label))
        return texts

    def read(self, text: str) -> Any:
        """The value that *text* means; raises ConditionError."""
        if CONTROL.search(text):
            raise ConditionError(
                _("“{label}” contains a character that cannot be searched for.").format(label=self.label)
            )
        if self.parse is None:
            return READERS[self.kind](self, text)
        return _parsed(self, self.parse, text)

    def options(self) -> Options:
        if self.kind == "yesno":
            return YesNoColumn.choices
        return self.choices() if callable(self.choices) else self.choices

    def settled(self) -> Self:
        """With its options read, so that a page asks the database for them once."""
        return replace(self, choices=tuple(self.choices())) if callable(self.choices) else self

    def _shown(self, text: str) -> str:
        try:
            value = self.read(text)
        except ConditionError:
            return echo(text)
        if self.kind in ("choice", "yesno"):
            return str(dict(self.options())[WRITERS[self.kind](value)])
        return SHOWN[self.kind](value) if self.kind in SHOWN else str(value)


def _read_text(_condition: Condition, text: str) -> str:
    return text


def _read_choice(condition: Condition, text: str) -> str:
    usable = condition.options()
    if text not in (code for code, _label in usable):
        raise _unusable(condition, text, usable)
    return text


def _read_yes_or_no(condition: Condition, text: str) -> bool:
    found = YesNoColumn.SPELLINGS.get(normalise(text))
    if found is None:
        raise _unusable(condition, text, YesNoColumn.choices)
    return found


def _unusable(condition: Condition, text: str, usable: Options) -> ConditionError:
    return ConditionError(
        _("“{value}” is not an option of “{label}”. The options are: {options}.").format(
            value=echo(text), label=condition.label, options=_(", ").join(str(label) for _code, label in usable)
        )
    )


def _read_number(condition: Condition, text: str) -> int | Decimal:
    try:
        number = Decimal(text.replace(",", "").replace("_", "?"))
        fits = number.is_finite() and abs(number) < LARGEST
        exact = fits and number == round(number, condition.decimals)
    except ArithmeticError:
        fits = exact = False
    if not fits:
        raise ConditionError(
            _("“{value}” is not a number that “{label}” can use: write digits such as 1200.").format(
                value=echo(text), label=condition.label
            )
        )
    if not exact:
        raise ConditionError(
            _("“{label}” needs a number with at most {decimals} decimals, not “{value}”.").format(
                value=echo(text), label=condition.label, decimals=condition.decimals
            )
        )
    return number if condition.decimals else int(number)


def _parsed(condition: Condition, parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text)
    except ValueError as error:
        raise ConditionError(_("{label}: {problem}").format(label=condition.label, problem=error)) from error


def _dated(parse: Callable[[str], Any]) -> Callable[[Condition, str], Any]:
    return lambda condition, text: _parsed(condition, parse, text)


def _write_number(value: int | Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) and value % 1 else f"{value:.0f}"


def _plain_iso(value: date) -> str:
    return value.isoformat()


READERS: dict[Kind, Callable[[Condition, str], Any]] = {
    "text": _read_text,
    "search": _read_text,
    "choice": _read_choice,
    "yesno": _read_yes_or_no,
    "number": _read_number,
    "date": _dated(dates.parse_date),
    "month": _dated(dates.parse_month),
    "year": _dated(dates.parse_year),
}
WRITERS: dict[Kind, Callable[[Any], str]] = {
    "text": str,
    "search": str,
    "choice": str,
    "yesno": lambda value: "yes" if value else "no",
    "number": _write_number,
    "date": _plain_iso,
    "month": dates.iso_month,
    "year": str,
}
SHOWN: dict[Kind, Callable[[Any], str]] = {
    "number": lambda value: f"{value:,}",
    "date": dates.format_date,
    "month": dates.format_month,
}


def conditions_for(column: Column) -> tuple[Condition, ...]:
    """What a column can be filtered by; () where it cannot, or where only its dataset knows how (codes in rows)."""
    if not column.filterable or isinstance(column, CodesColumn):
        return ()
    lookup = column.lookup
    match column:
        case YesNoColumn():
            return (Condition(name=column.name, label=column.label, kind="yesno", lookup=lookup),)
        case CodeColumn():
            return (_choice(column, column.choices),)
        case ListedColumn():
            return (_choice(column, lambda: column.choices),)
        case YearColumn():
            return (year_condition(lookup, name=column.name, label=column.label),)
        case MonthColumn():
            equal = Condition(name=column.name, label=column.label, kind="month", lookup=lookup)
            return (equal, *_bounds(column, "month", lookup))
        case DateColumn():
            return _bounds(column, "date", lookup)
        case ScoreColumn():
            return _bounds(column, "number", lookup, decimals=1)
        case IntegerColumn():
            return _bounds(column, "number", lookup)
        case UbnColumn():
            return (Condition(name=column.name, label=column.label, kind="text", lookup=lookup, parse=column.parse),)
        case TextColumn():
            where = _same_text(column.normalised_lookup) if column.normalised_lookup else _same_spelling(lookup)
            return (Condition(name=column.name, label=column.label, kind="text", where=where),)
    return ()


def _choice(column: Column, choices: Options | Callable[[], Options]) -> Condition:
    return Condition(name=column.name, label=column.label, kind="choice", choices=choices, lookup=column.lookup)


def _bounds(column: Column, kind: Kind, lookup: str, *, decimals: int = 0) -> tuple[Condition, ...]:
    if kind == "number":
        ends = ((gettext_lazy("{label}, at least"), "min", "gte"), (gettext_lazy("{label}, at most"), "max", "lte"))
    else:
        ends = ((gettext_lazy("{label}, from"), "from", "gte"), (gettext_lazy("{label}, to"), "to", "lte"))
    return tuple(
        Condition(
            name=f"{column.name}_{end}",
            label=format_lazy(label, label=column.label),
            kind=kind,
            lookup=f"{lookup}__{comparison}",
            once=True,
            decimals=decimals,
        )
        for label, end, comparison in ends
    )


def year_condition(
    lookup: str,
    *,
    name: str = "year",
    label: StrOrPromise = YEAR,
    of_dates: bool = False,
) -> Condition:
    """The ROC year of a record: *lookup* leads to a ROC year, or with *of_dates* to a date."""

    def within(year: int) -> Q:
        return Q(**{f"{lookup}__range": dates.year_bounds(year)})

    return Condition(name=name, label=label, kind="year", lookup=lookup, where=within if of_dates else None)


def search_condition(paths: Sequence[str], *, label: StrOrPromise = SEARCH) -> Condition:
    """`q`: every word must stand in one of *paths* (normalised texts, numbers), anywhere in it."""

    def mentions(text: str) -> Q:
        wanted = Q()
        for word in text.split():
            spellings = dict.fromkeys((normalise(word), word))
            wanted &= Q(*((f"{path}__contains", word) for path in paths for word in spellings), _connector=Q.OR)
        return wanted

    return Condition(name="q", label=label, kind="search", where=mentions, once=True)


def _same_text(path: str) -> Callable[[str], Q]:
    return lambda text: Q(**{path: normalise(text)})


def _same_spelling(path: str) -> Callable[[str], Q]:
    # Without a stored normalised text only the two ways to write 臺 can be told apart from another value.
    return lambda text: Q(**{f"{path}__in": sorted({text, text.replace("台", "臺"), text.replace("臺", "台")})})


def gather_conditions(
    columns: Iterable[Column],
    *,
    year: Condition | None = None,
    own: Iterable[Condition] = (),
    search: Sequence[str] = (),
) -> dict[str, Condition]:
    """Conditions by name, in the order of addresses: the year, the columns, what is the dataset's *own*, search.

    An *own* condition with the name of a column's takes its place.
    """
    found = {year.name: year} if year else {}
    replacing = {condition.name: condition for condition in own}
    for column in columns:
        from_column = {condition.name: condition for condition in conditions_for(column)}
        if column.name in replacing:
            from_column |= {column.name: replacing[column.name]}
        for name, condition in from_column.items():
            found.setdefault(name, replacing.pop(name, condition))
    found |= replacing
    return found | ({"q": search_condition(search)} if search else {})
