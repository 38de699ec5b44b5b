"""A column, declared once: how a cell is read, written to a file and shown, and where the record keeps its value.

Forms, imports, exports, lists and filters all use the same object, so that what one writes the others read.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from laborportal.exports.normalise import normalise
from laborportal.rocyear import dates

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MISSING = "—"
ECHO = 40
LARGEST_INTEGER = 2_147_483_647
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
UNFIT_IN_KEYS = re.compile(r"[|\x00-\x1f\x7f-\x9f\u2028\u2029]")
LIST_MARK = ";"


class CellError(ValueError):
    """One cell cannot be read; str() is a translated sentence: what is wrong and what to do."""


def echo(text: str, length: int = ECHO) -> str:
    """*text* cut so that it fits into a message, without characters that would break it."""
    clean = CONTROL.sub("�", text)
    return clean if len(clean) <= length else clean[: length - 1] + "…"


def code_and_label(code: str, label: "StrOrPromise") -> str:
    return pgettext("a code and its words", "{code} ({label})").format(code=code, label=label)


def refuse_in_key(text: str) -> None:
    """Keys are joined by | and listed one a line; raises CellError when *text* would break that."""
    if UNFIT_IN_KEYS.search(text.strip()):
        raise CellError(_("This identifies the record: take out “|”, line breaks and control characters."))


@dataclass(frozen=True, kw_only=True)
class Column:
    """*field* is the attribute path on the record, *lookup* the ORM path; both default to *name*.

    *attribute* is false where the value is no plain attribute of the record (a reference, children): its loader
    writes it. *blank* is what an empty cell means, *unknown_when_blank* that there is a value which nobody told.
    *derived* columns are exported and ignored on import. *in_every_file* is for a column that a file may not lack
    although some of its cells may be blank, by rules of its dataset.
    """

    name: str
    label: "StrOrPromise"
    required: bool = True
    in_every_file: bool = False
    derived: bool = False
    example: str = ""
    help: "StrOrPromise" = ""
    field: str = ""
    lookup: str = ""
    filterable: bool = True
    sortable: bool = True
    shown: bool = True
    attribute: bool = True
    unknown_when_blank: bool = False
    blank: Any = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "field", self.field or self.name)
        object.__setattr__(self, "lookup", self.lookup or self.field.replace(".", "__"))

    def read(self, text: str) -> Any:
        """The value of one cell, blank or not; raises CellError."""
        if CONTROL.search(text):
            raise CellError(_("The cell holds a control character: type the text again."))
        clean = text.strip()
        if clean:
            return self.parse(clean)
        if self.required:
            raise CellError(_("This cell must not be empty: fill it in."))
        return self.blank

    def parse(self, text: str) -> Any:
        """The value of a cell that is not blank; raises CellError."""
        raise NotImplementedError

    def odd(self, value: Any) -> str:
        """Why a possible value deserves a second look; empty when it does not."""
        return ""

    def dump(self, value: Any) -> str:
        """As a file holds it; `read` gives the value back."""
        return "" if value is None else str(value)

    def dump_words(self, value: Any) -> str:
        """The same for files in the reader's language: words in place of codes, which `read` understands too."""
        return self.dump(value)

    def quantity(self, value: Any) -> "int | Decimal | date | None":
        """What a spreadsheet can reckon with; None where a cell is text."""
        return None

    def as_json(self, value: Any) -> "str | int | float | bool | None":
        """As programs get it; null stands for a blank cell."""
        return self.dump(value) or None

    def show(self, value: Any) -> str:
        """As a person reads it."""
        return self.dump(value) or MISSING

    def pack(self, value: Any) -> Any:
        """As history keeps it: a JSON primitive, which `unpack` takes back."""
        return value

    def unpack(self, packed: Any) -> Any:
        return packed

    def value_of(self, record: Any) -> Any:
        try:
            return self._get(record)
        except AttributeError:
            return self._walk(record)

    def shown_of(self, record: Any) -> str:
        return self.show(self.value_of(record))

    def words_of(self, record: Any) -> str:
        return self.dump_words(self.value_of(record))

    @cached_property
    def _get(self) -> Callable[[Any], Any]:
        return attrgetter(self.field)

    def _walk(self, record: Any) -> Any:
        """None where a step of the path is None; any other missing attribute is a mistake in the declaration."""
        for step in self.field.split("."):
            if record is None:
                return None
            record = getattr(record, step)
        return record


@dataclass(frozen=True, kw_only=True)
class TextColumn(Column):
    """*normalised_lookup* is the ORM path of the stored `normalise()`d text, by which filters compare."""

    max_length: int = 255
    normalised_lookup: str = ""
    blank: Any = ""

    def parse(self, text: str) -> str:
        if len(text) > self.max_length:
            raise CellError(
                _("The text is {length} characters long: shorten it to {allowed}.").format(
                    length=len(text), allowed=self.max_length
                )
            )
        return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, kw_only=True)
class ListedColumn(TextColumn):
    """A code whose values are rows that an administrator may add; a ForeignKeyReference resolves it.

    *label_field* is the path to the row's words, read where *field* gives its code.
    """

    listed: Callable[[], Iterable[tuple[str, "StrOrPromise"]]]
    label_field: str = ""

    @property
    def choices(self) -> list[tuple[str, "StrOrPromise"]]:
        return list(self.listed())

    @cached_property
    def _label(self) -> Column:
        return Column(name=self.name, label="", field=self.label_field or self.field)

    def shown_of(self, record: Any) -> str:
        return self.show(self._label.value_of(record))

    def words_of(self, record: Any) -> str:
        return self.dump(self._label.value_of(record))


@dataclass(frozen=True, kw_only=True)
class CodeColumn(Column):
    choices: Sequence[tuple[str, "StrOrPromise"]]
    blank: Any = ""

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every accepted spelling, normalised: the codes, then their labels in each language."""
        known = {normalise(code): code for code, _label in self.choices}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                for code, label in self.choices:
                    known.setdefault(normalise(str(label)), code)
        return known

    @cached_property
    def labels(self) -> dict[str, "StrOrPromise"]:
        return dict(self.choices)

    def parse(self, text: str) -> Any:
        code = self.spellings.get(text) or self.spellings.get(normalise(text))
        if code is None:
            raise CellError(self.unknown(text))
        return code

    def unknown(self, text: str) -> str:
        return _("“{value}” is not one of the values in use here: {values}.").format(
            value=echo(text),
            values=pgettext("between the items of a list", ", ").join(
                code_and_label(code, label) for code, label in self.choices
            ),
        )

    def word(self, code: Any) -> str:
        return str(self.labels.get(code, code))

    def dump_words(self, value: Any) -> str:
        return self.word(value) if value else ""

    def show(self, value: Any) -> str:
        return self.dump_words(value) or MISSING


@dataclass(frozen=True, kw_only=True)
class CodesColumn(CodeColumn):
    """Several codes, joined by ";"; the value is a tuple in the order of the choices, each code once."""

    blank: Any = ()

    def parse(self, text: str) -> Any:
        parts = [part.strip() for part in text.replace("；", LIST_MARK).split(LIST_MARK)]
        found = {super(CodesColumn, self).parse(part) for part in parts if part}
        return tuple(code for code, _label in self.choices if code in found)

    def dump(self, value: Any) -> str:
        return LIST_MARK.join(value or ())

    def dump_words(self, value: Any) -> str:
        return LIST_MARK.join(self.word(code) for code in value or ())

    def show(self, value: Any) -> str:
        return pgettext("between the items of a list", ", ").join(self.word(code) for code in value or ()) or MISSING

    def pack(self, value: Any) -> Any:
        return list(value or ())

    def unpack(self, packed: Any) -> Any:
        return tuple(packed or ())


@dataclass(frozen=True, kw_only=True)
class DateColumn(Column):
    """*future* is true where a date in the future is nothing odd (a deadline, an announced session)."""

    future: bool = False

    def parse(self, text: str) -> date:
        try:
            return dates.parse_date(text)
        except dates.DateError as error:
            raise CellError(str(error)) from None

    def odd(self, value: Any) -> str:
        if value is None or self.future or value <= dates.today():
            return ""
        return _("{value} is in the future: check it.").format(value=self.show(value))

    def dump(self, value: Any) -> str:
        return "" if value is None else f"{value:%Y-%m-%d}"

    def quantity(self, value: Any) -> date | None:
        found: date | None = value
        return found

    def show(self, value: Any) -> str:
        return MISSING if value is None else dates.format_date(value)

    def pack(self, value: Any) -> Any:
        return value and value.isoformat()

    def unpack(self, packed: Any) -> Any:
        return packed and date.fromisoformat(packed)


@dataclass(frozen=True, kw_only=True)
class MonthColumn(DateColumn):
    """The value is the first day of the month."""

    def parse(self, text: str) -> date:
        try:
            return dates.parse_month(text)
        except dates.DateError as error:
            raise CellError(str(error)) from None

    def dump(self, value: Any) -> str:
        return "" if value is None else dates.iso_month(value)

    def quantity(self, value: Any) -> None:
        """A spreadsheet knows days only, and a day is not a month."""

    def show(self, value: Any) -> str:
        return MISSING if value is None else dates.format_month(value)


@dataclass(frozen=True, kw_only=True)
class YearColumn(Column):
    """A ROC year as an integer. In a file two digits could mean either calendar: ROC 98 is written 098."""

    def parse(self, text: str) -> int:
        try:
            year = dates.parse_year(text)
        except dates.DateError as error:
            raise CellError(str(error)) from None
        if len(dates.ascii_forms(text)) < 3:
            raise CellError(
                _("The year “{value}” is ambiguous: write a ROC year with three digits, such as 098 or 112.").format(
                    value=text
                )
            )
        return year

    def dump(self, value: Any) -> str:
        return "" if value is None else f"{value:03d}"

    def as_json(self, value: Any) -> int | None:
        year: int | None = value
        return year

    def show(self, value: Any) -> str:
        return MISSING if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class IntegerColumn(Column):
    minimum: int = 0
    maximum: int = LARGEST_INTEGER

    PLAIN: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")

    def parse(self, text: str) -> int:
        clean = dates.ascii_forms(text)
        if clean[0] in "-−" and self.PLAIN.fullmatch(clean[1:]) and self.minimum >= 0:
            raise CellError(_("{value} is negative: write a number from 0 up.").format(value=echo(clean)))
        if not self.PLAIN.fullmatch(clean):
            raise CellError(_("“{value}” is not a whole number: write it like 1234 or 1,234.").format(value=echo(text)))
        digits = clean.replace(",", "").lstrip("0") or "0"
        if len(digits) > 18 or not self.minimum <= int(digits) <= self.maximum:
            raise CellError(
                _("{value} is out of range: write a number from {minimum} to {maximum}.").format(
                    value=echo(clean), minimum=self.minimum, maximum=f"{self.maximum:,}"
                )
            )
        return int(digits)

    def quantity(self, value: Any) -> int | None:
        number: int | None = value
        return number

    as_json = quantity

    def show(self, value: Any) -> str:
        return MISSING if value is None else f"{value:,}"


@dataclass(frozen=True, kw_only=True)
class ScoreColumn(Column):
    """0 to 100 as a Decimal with one decimal, so that 85 and 85.0 are one content."""

    PLAIN: ClassVar[re.Pattern[str]] = re.compile(r"0*[0-9]{1,3}(?:\.[0-9])?")

    def parse(self, text: str) -> Decimal:
        clean = dates.ascii_forms(text)
        if not self.PLAIN.fullmatch(clean) or Decimal(clean) > 100:
            raise CellError(
                _("“{value}” is not a score: write a number from 0 to 100 with one decimal at most.").format(
                    value=echo(text)
                )
            )
        return Decimal(clean).quantize(Decimal("0.1"))

    def dump(self, value: Any) -> str:
        return "" if value is None else f"{Decimal(value).normalize():f}"

    def quantity(self, value: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def as_json(self, value: Any) -> float | None:
        return None if value is None else float(value)

    def pack(self, value: Any) -> Any:
        return None if value is None else self.dump(value)

    def unpack(self, packed: Any) -> Any:
        return None if packed is None else Decimal(packed)


@dataclass(frozen=True, kw_only=True)
class YesNoColumn(Column):
    SPELLINGS: ClassVar[dict[str, bool]] = {
        **dict.fromkeys(("yes", "y", "是", "1", "true"), True),
        **dict.fromkeys(("no", "n", "否", "0", "false"), False),
    }
    choices: ClassVar[Sequence[tuple[str, "StrOrPromise"]]] = (
        ("yes", gettext_lazy("Yes")),
        ("no", gettext_lazy("No")),
    )

    def parse(self, text: str) -> bool:
        value = self.SPELLINGS.get(normalise(text))
        if value is None:
            raise CellError(
                _("“{value}” is neither yes nor no: write yes or no, or 是 or 否.").format(value=echo(text))
            )
        return value

    def dump(self, value: Any) -> str:
        return "" if value is None else "yes" if value else "no"

    def as_json(self, value: Any) -> bool | None:
        return None if value is None else bool(value)

    def dump_words(self, value: Any) -> str:
        return "" if value is None else _("Yes") if value else _("No")

    def show(self, value: Any) -> str:
        return self.dump_words(value) or MISSING


@dataclass(frozen=True, kw_only=True)
class UbnColumn(Column):
    """A business number (統一編號): 8 digits, zero-filled."""

    blank: Any = ""

    def parse(self, text: str) -> str:
        digits = dates.ascii_forms(text)
        if not re.fullmatch(r"[0-9]{1,8}", digits) or not int(digits):
            raise CellError(
                _("“{value}” is not a business number: write its 8 digits without other characters.").format(
                    value=echo(text)
                )
            )
        return digits.zfill(8)

    def odd(self, value: Any) -> str:
        if not value or ubn_adds_up(value):
            return ""
        return _("The check digit of {value} does not fit: compare it with the register.").format(value=value)


def ubn_adds_up(ubn: str) -> bool:
    """The rule of the Ministry of Finance since 2023-04-01: weighted digit sum divisible by 5."""
    total = sum(
        sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(ubn, (1, 2, 1, 2, 1, 2, 4, 1), strict=True)
    )
    return total % 5 == 0 or (ubn[6] == "7" and (total + 1) % 5 == 0)
