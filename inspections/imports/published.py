"""Lists of violators as an authority publishes them become employers, penalties and violations.

The name of the responsible person stands in the files and is not taken over: nothing here needs it, and the same name
of an employer stands with different persons over the years, so it tells no employers apart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from inspections.citations import Citation, act_of, read_citations
from inspections.imports.columns import PENALTY_COLUMNS
from inspections.imports.loaders import PenaltyLoader
from inspections.imports.publications import COMPARED, as_published, differing, digest_of
from inspections.imports.violation_lists import NEEDED, SURPLUS, PublishedHeader, PublishedList, is_placeholder
from inspections.imports.violations import ViolationLoader
from inspections.models import InspectionPenalty, PublishedLetter, Violation
from laborportal.audit.recording import Act, Change
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import CellError, Column, refuse_in_key
from laborportal.exports.normalise import name_key, normalise
from laborportal.imports.formats import Format
from laborportal.imports.loading import Identity, Update
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row, cut
from laborportal.workflow.voiding import void_many

BATCH = 1000
VIOLATIONS = "violations"
FIELDS: Mapping[str, Column] = {
    **{column.name: column for column in PENALTY_COLUMNS if column.name == "number"},
    **COMPARED,
}
FILLED_IN = frozenset({"amount", "announced_on"})
"""What a list without the last word may add where nothing is on file."""
OF_A_CITATION = tuple(field.name for field in fields(Citation))
Texts = Mapping[str, str]


class LetterReference(EmployerReference):
    """The employer of a letter on file is known; the name decides only where a number belongs to several employers.

    *corrects* says of a penalty whether the list knows its employer better; `corrected` has the pk of such penalties
    by the number of the row. *beside* is handed the accepted rows, whether their penalties change or not.
    """

    def __init__(self, corrects: Callable[[Any], bool], beside: Callable[[Sequence[Row], Act], None]) -> None:
        super().__init__()
        self.shared_numbers: set[str] = set()
        self.corrected: dict[int, int] = {}
        self._corrects = corrects
        self._beside = beside

    def resolve(self, rows: Sequence[Row]) -> None:
        on_file = self._on_file(rows)
        super().resolve([row for row in rows if not self._is_kept(row, on_file)])

    def _is_kept(self, row: Row, on_file: Mapping[str, list[InspectionPenalty]]) -> bool:
        number, name = normalise(row.values.get("number") or ""), row.values.get("employer")
        letters = on_file.get(number, [])
        if len(letters) != 1 or number in self.shared_numbers:
            return False
        if name and name_key(name) != letters[0].employer.name_key and self._corrects(letters[0]):
            self.corrected[row.number] = letters[0].pk
            return False
        self._keep(row, letters[0])
        return True

    def _on_file(self, rows: Sequence[Row]) -> dict[str, list[InspectionPenalty]]:
        numbers = {normalise(number) for row in rows if (number := row.values.get("number"))}
        found: dict[str, list[InspectionPenalty]] = {}
        letters = InspectionPenalty.objects.on_file().filter(number_key__in=numbers).select_related("employer")
        for penalty in letters.prefetch_related(what_was_said()):
            found.setdefault(penalty.number_key, []).append(penalty)
        return found

    def _keep(self, row: Row, penalty: InspectionPenalty) -> None:
        row.links[self.field] = penalty.employer
        name = row.values.get("employer")
        if name and name_key(name) != penalty.employer.name_key:
            message = _("On file this letter went to {employer}: the employer stays as it is.")
            row.warn("employer", message.format(employer=penalty.employer))

    def write(self, rows: Sequence[Row], act: Act) -> None:
        super().write([row for row in rows if id(row.links.get(self.field)) in self._candidates], act)
        self._beside(rows, act)


class PublishedViolationList(PenaltyLoader, Format[InspectionPenalty]):
    """What the lists of both authorities have in common; each says what its header needs, and whose word is the last.

    A list with the last word overwrites what is on file. One without it only adds amounts and days that are not on
    file, unless nobody but itself has ever said anything of the letter. Either way each difference is a warning, and
    what the list says is kept beside the penalty, so that the order of the imports makes no difference.
    """

    needed: ClassVar[Sequence[str]] = NEEDED
    has_last_word: ClassVar[bool]

    def __init__(self) -> None:
        super().__init__()
        self.violations = ViolationLoader()
        self.header: PublishedHeader | None = None
        self._said_anew: dict[int, tuple[int, dict[str, Any]]] = {}

    def make_references(self) -> tuple[Reference, ...]:
        self.letters = LetterReference(self._corrects, self._keep_what_is_said_anew)
        return (self.letters,)

    def _corrects(self, penalty: Any) -> bool:
        """Whether nobody but lists without the last word has named the employer so far."""
        lists = {one.list for one in penalty.said}
        return self.has_last_word and bool(lists) and self.name not in lists

    def queryset(self) -> QuerySet[InspectionPenalty]:
        violations = Violation.objects.filter(voided_at=None).order_by("position")
        listed = Prefetch("violations", queryset=violations, to_attr="listed")
        return super().queryset().prefetch_related(listed, what_was_said())

    def existing(self, rows: Sequence[Row]) -> dict[Identity, InspectionPenalty]:
        """A letter whose employer the list corrects is the same letter."""
        found = super().existing(rows)
        corrected = [(row, self.letters.corrected[row.number]) for row in rows if row.number in self.letters.corrected]
        penalties = self.queryset().in_bulk([pk for _row, pk in corrected]) if corrected else {}
        named = ((self.identity_of_row(row), penalties[pk]) for row, pk in corrected)
        return found | {identity: penalty for identity, penalty in named if identity is not None}

    def published(self, column: str) -> str:
        return self.header.by_field.get(column, column) if self.header else column

    # Reading

    def rows(self, path: Path) -> Iterator[Row]:
        """Two passes: which numbers belong to several employers is known only at the end of the first."""
        self.letters.shared_numbers = _shared_numbers(map(self.texts_of, _cells_of(self._opened(path))))
        return (self.read(number, cells) for number, cells in self._opened(path).rows())

    def _opened(self, path: Path) -> PublishedList:
        published = PublishedList(path, self.needed)
        self.header = published.header
        return published

    def texts_of(self, cells: Texts) -> dict[str, str]:
        """What a row says, by field."""
        return self._header_of(cells).values(cells)

    def read(self, number: int, cells: Texts) -> Row:
        texts = self.texts_of(cells)
        if is_placeholder(texts):
            return Row(number, skipped=True)
        row = Row(number, dict(cells))
        if SURPLUS in cells:
            row.error(SURPLUS, _("The row has more cells than the header."))
        for field, column in FIELDS.items():
            if field in texts and (texts[field] or column.required or field == "remark"):
                self._read_cell(row, column, texts[field])
        if "articles" in row.values:
            citations = read_citations(row.values["articles"], self._header_of(cells).statute)
            row.values["act"] = act_of(citations)
            row.values[VIOLATIONS] = _violations(citations, row.values.get("description", ""))
        return row

    def _header_of(self, cells: Texts) -> PublishedHeader:
        names = tuple(name for name in cells if name != SURPLUS)
        if self.header is None or self.header.names != names:
            self.header = PublishedHeader(names, self.needed)
        return self.header

    def _read_cell(self, row: Row, column: Column, text: str) -> None:
        header = self.published(column.name)
        try:
            value = row.values[column.name] = column.read(text)
            if column.name in self.key:
                refuse_in_key(text)
        except CellError as error:
            row.error(header, str(error))
            return
        if odd := column.odd(value):
            row.warn(header, odd)

    def check(self, row: Row) -> None:
        super().check(row)
        self._name_as_published(row)

    def _name_as_published(self, row: Row) -> None:
        problems = [*row.errors, *row.warnings]
        texts = self.texts_of(row.cells) if problems else {}
        for problem in problems:
            if problem.column in texts:
                problem.value = cut(texts[problem.column])
                problem.column = self.published(problem.column)

    # What the other list says

    def check_change(self, row: Row, record: InspectionPenalty) -> None:
        super().check_change(row, record)
        says = self._as_published(row)
        said = {one.list: one for one in record.said}  # type: ignore[attr-defined]
        own = said.pop(self.name, None)
        if own is None or own.values != says:
            self._said_anew[row.number] = (record.pk, says)
        if not self.has_last_word and (said or own is None):
            self._yield_to_what_is_on_file(row, record, says)
        elif self.has_last_word:
            for other in said.values():
                self._report_what_is_replaced(row, says, other.values)
        self._name_as_published(row)

    def _as_published(self, row: Row) -> dict[str, Any]:
        return as_published(row.values, self.header.by_field if self.header else ())

    def _yield_to_what_is_on_file(self, row: Row, record: InspectionPenalty, says: Mapping[str, Any]) -> None:
        on_file = as_published(_on_file(record), says)
        differ = set(differing(says, on_file)) - {"employer"}
        for name in says.keys() - {"employer"}:
            if name in FILLED_IN and on_file[name] is None:
                continue
            if name in differ:
                row.warn(name, _kept(COMPARED[name], on_file[name], given=bool(says[name])))
            row.values.pop(name, None)
        row.values.pop("act", None)
        row.values.pop(VIOLATIONS, None)

    def _report_what_is_replaced(self, row: Row, says: Mapping[str, Any], other: Mapping[str, Any]) -> None:
        for name in differing(says, other):
            column = COMPARED[name]
            if name in FILLED_IN and says.get(name) is None:
                row.warn(name, _kept(column, other[name], given=False))
            elif name != "employer":
                message = _("Another list says {other}: what this list says takes its place.")
                row.warn(name, message.format(other=column.show(column.unpack(other.get(name)))))

    def _keep_what_is_said_anew(self, rows: Sequence[Row], act: Act) -> None:
        told = ((row, *self._said_anew.pop(row.number)) for row in rows if row.number in self._said_anew)
        self._publish(told, act)

    def _publish(self, told: Iterable[tuple[Row, int, dict[str, Any]]], act: Act) -> None:
        PublishedLetter.objects.bulk_create(
            (
                PublishedLetter(
                    penalty_id=penalty,
                    list=self.name,
                    values=says,
                    digest=digest_of(says),
                    import_id=act.import_id,
                    row=row.number,
                )
                for row, penalty, says in told
            ),
            batch_size=BATCH,
        )

    # Comparing and writing

    def changes(self, row: Row, record: InspectionPenalty) -> dict[str, Change]:
        found = super().changes(row, record)
        if VIOLATIONS not in row.values:
            return found
        listed = [(violation.text, violation.description) for violation in _of_the_letter(record)]
        wanted = [(values["text"], values["description"]) for _position, values in _not_found_before(row, record)]
        return found if listed == wanted else {**found, VIOLATIONS: (len(listed), len(wanted))}

    def create(self, rows: Sequence[Row], act: Act) -> list[InspectionPenalty]:
        created = super().create(rows, act)
        pairs = list(zip(rows, created, strict=True))
        self._create_violations(
            (
                _row_of_violation(row, penalty, position, values)
                for row, penalty in pairs
                for position, values in enumerate(row.values[VIOLATIONS], start=1)
            ),
            act,
        )
        self._publish(((row, penalty.pk, self._as_published(row)) for row, penalty in pairs), act)
        return created

    def update(self, updates: Sequence[Update[InspectionPenalty]], act: Act) -> None:
        own = [
            (record, row, {name: found[name] for name in found if name != VIOLATIONS}) for record, row, found in updates
        ]
        super().update([update for update in own if update[2]], act)
        for record, row, found in updates:
            if VIOLATIONS in found:
                self._rewrite_violations(record, row, act)

    def _rewrite_violations(self, penalty: InspectionPenalty, row: Row, act: Act) -> None:
        wanted = [
            _row_of_violation(row, penalty, position, values) for position, values in _not_found_before(row, penalty)
        ]
        on_file = _of_the_letter(penalty)
        kept = {violation.position: violation for violation in on_file[: len(wanted)]}
        pairs = [(kept[found.values["position"]], found) for found in wanted if found.values["position"] in kept]
        changes = [(violation, found, self.violations.changes(found, violation)) for violation, found in pairs]
        self.violations.update([change for change in changes if change[2]], act)
        self._create_violations((found for found in wanted if found.values["position"] not in kept), act)
        void_many(on_file[len(wanted) :], act)

    def _create_violations(self, rows: Iterable[Row], act: Act) -> None:
        iterator = iter(rows)
        while batch := list(islice(iterator, BATCH)):
            self.violations.create(batch, act)


def what_was_said() -> "Prefetch[Any]":
    """What each list has said of a penalty so far, as `said`, in the order of the imports."""
    return Prefetch("publications", queryset=PublishedLetter.objects.standing().order_by("pk"), to_attr="said")


def _cells_of(published: PublishedList) -> Iterator[Texts]:
    return (cells for _number, cells in published.rows())


def _shared_numbers(rows: Iterable[Texts]) -> set[str]:
    """Letter numbers that the file itself gives to several employers."""
    employers: dict[str, str] = {}
    shared: set[str] = set()
    for texts in rows:
        number, employer = normalise(texts["number"]), name_key(texts["employer"])
        if employers.setdefault(number, employer) != employer:
            shared.add(number)
    return shared


def _on_file(penalty: Any) -> dict[str, Any]:
    """What the columns of a list would say of a penalty on file."""
    return {
        **{name: getattr(penalty, name) for name in COMPARED if name not in {"employer", "description"}},
        "employer": penalty.employer.name,
        "description": ";".join(violation.description for violation in _of_the_letter(penalty)),
    }


def _kept(column: Column, packed: Any, *, given: bool) -> str:
    value = column.show(column.unpack(packed))
    if given:
        return _("On file is {value}: it stays as it is.").format(value=value)
    return _("This list does not say it: {value} stays on file.").format(value=value)


def _of_the_letter(penalty: Any) -> list[Violation]:
    """The violations of a penalty that `queryset` read, by position, but for those that an inspection found."""
    return [violation for violation in penalty.listed if violation.inspection_id is None]


def _not_found_before(row: Row, penalty: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Position and values of each reference; one that an inspection found, for which this fines, is on file already."""
    found = [provision(vars(violation)) for violation in penalty.listed if violation.inspection_id is not None]
    for position, values in enumerate(row.values[VIOLATIONS], start=1):
        if provision(values) in found:
            found.remove(provision(values))
        else:
            yield position, values


def provision(values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(normalise(values[name]) for name in ("statute", "article", "paragraph", "item"))


def _violations(citations: Sequence[Citation], description: str) -> list[dict[str, Any]]:
    """The values of a violation for each reference. A description that does not divide like them goes to each whole."""
    divided = next((parts for mark in ";；" if len(parts := description.split(mark)) == len(citations)), None)
    descriptions = divided or [description] * len(citations)
    return [
        {**{name: getattr(citation, name) for name in OF_A_CITATION}, "description": text.strip()}
        for citation, text in zip(citations, descriptions, strict=True)
    ]


def _row_of_violation(row: Row, penalty: InspectionPenalty, position: int, values: Mapping[str, Any]) -> Row:
    return Row(row.number, values={**values, "position": position}, links={"penalty": penalty})
