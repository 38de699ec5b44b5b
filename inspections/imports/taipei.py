"""`taipei_violation_list`: both lists that the city publishes become employers, penalties and violations.

The name of the responsible person stands in the file and is not taken over: nothing here needs it, and the same name
of an employer stands with different persons over the years, so it tells no employers apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from inspections.citations import Citation, act_of, read_citations
from inspections.imports.columns import PENALTY_COLUMNS, VIOLATION_COLUMNS
from inspections.imports.loaders import PenaltyLoader
from inspections.imports.violation_lists import SURPLUS, PublishedHeader, PublishedList, is_placeholder
from inspections.imports.violations import ViolationLoader
from inspections.models import InspectionPenalty, Violation
from laborportal.audit.recording import Act, Change
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import CellError, Column, refuse_in_key
from laborportal.exports.normalise import name_key, normalise
from laborportal.imports.formats import Format
from laborportal.imports.loading import Update
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row, cut
from laborportal.workflow.voiding import void_many

BATCH = 1000
VIOLATIONS = "violations"
FIELDS: Mapping[str, Column] = {
    **{
        column.name: column
        for column in PENALTY_COLUMNS
        if column.name in {"number", "employer", "announced_on", "decided_on", "articles", "amount", "remark"}
    },
    **{column.name: column for column in VIOLATION_COLUMNS if column.name == "description"},
}


class LetterReference(EmployerReference):
    """The employer of a letter on file is known; the name decides only where a number belongs to several employers."""

    def __init__(self) -> None:
        super().__init__()
        self.shared_numbers: set[str] = set()

    def resolve(self, rows: Sequence[Row]) -> None:
        on_file = self._on_file(rows)
        others = []
        for row in rows:
            number = normalise(row.values.get("number") or "")
            letters = on_file.get(number, [])
            if len(letters) == 1 and number not in self.shared_numbers:
                self._keep(row, letters[0])
            else:
                others.append(row)
        super().resolve(others)

    def _on_file(self, rows: Sequence[Row]) -> dict[str, list[InspectionPenalty]]:
        numbers = {normalise(number) for row in rows if (number := row.values.get("number"))}
        found: dict[str, list[InspectionPenalty]] = {}
        for penalty in InspectionPenalty.objects.on_file().filter(number_key__in=numbers).select_related("employer"):
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


class TaipeiViolationList(PenaltyLoader, Format[InspectionPenalty]):
    name = "taipei_violation_list"

    def __init__(self) -> None:
        super().__init__()
        self.violations = ViolationLoader()
        self.header: PublishedHeader | None = None

    def make_references(self) -> tuple[Reference, ...]:
        self.letters = LetterReference()
        return (self.letters,)

    def queryset(self) -> QuerySet[InspectionPenalty]:
        standing = Violation.objects.filter(voided_at=None).order_by("position")
        return super().queryset().prefetch_related(Prefetch("violations", queryset=standing, to_attr="listed"))

    def published(self, column: str) -> str:
        return self.header.by_field.get(column, column) if self.header else column

    # Reading

    def rows(self, path: Path) -> Iterator[Row]:
        published = PublishedList(path)
        rows = list(published.rows())
        self.header = published.header
        self.letters.shared_numbers = _shared_numbers(self.header.values(cells) for _number, cells in rows)
        return (self.read(number, cells) for number, cells in rows)

    def read(self, number: int, cells: Mapping[str, str]) -> Row:
        header = self._header_of(cells)
        texts = header.values(cells)
        if is_placeholder(texts):
            return Row(number, skipped=True)
        row = Row(number, dict(cells))
        if SURPLUS in cells:
            row.error(SURPLUS, _("The row has more cells than the header."))
        for field, column in FIELDS.items():
            if field in texts and (texts[field] or column.required or field == "remark"):
                self._read_cell(row, column, texts[field])
        if "articles" in row.values:
            citations = read_citations(row.values["articles"], header.statute)
            row.values["act"] = act_of(citations)
            row.values[VIOLATIONS] = _violations(citations, row.values.pop("description", ""))
        return row

    def _header_of(self, cells: Mapping[str, str]) -> PublishedHeader:
        names = tuple(name for name in cells if name != SURPLUS)
        if self.header is None or self.header.names != names:
            self.header = PublishedHeader(names)
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
        for problem in [*row.errors, *row.warnings]:
            if problem.column in self.column:
                problem.column = self.published(problem.column)
                problem.value = cut(row.cells[problem.column].strip())

    # Comparing and writing

    def changes(self, row: Row, record: InspectionPenalty) -> dict[str, Change]:
        found = super().changes(row, record)
        listed = [(violation.text, violation.description) for violation in _of_the_letter(record)]
        wanted = [(values["text"], values["description"]) for _position, values in _not_found_before(row, record)]
        return found if listed == wanted else {**found, VIOLATIONS: (len(listed), len(wanted))}

    def create(self, rows: Sequence[Row], act: Act) -> list[InspectionPenalty]:
        created = super().create(rows, act)
        self._create_violations(
            (
                _row_of_violation(row, penalty, position, values)
                for row, penalty in zip(rows, created, strict=True)
                for position, values in enumerate(row.values["violations"], start=1)
            ),
            act,
        )
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


def _shared_numbers(rows: Iterable[Mapping[str, str]]) -> set[str]:
    """Letter numbers that the file itself gives to several employers."""
    employers: defaultdict[str, set[str]] = defaultdict(set)
    for texts in rows:
        employers[normalise(texts["number"])].add(name_key(texts["employer"]))
    return {number for number, names in employers.items() if len(names) > 1}


def _violations(citations: Sequence[Citation], description: str) -> list[dict[str, Any]]:
    """The values of a violation for each reference. A description that does not divide like them goes to each whole."""
    divided = next((parts for mark in ";；" if len(parts := description.split(mark)) == len(citations)), None)
    descriptions = divided or [description] * len(citations)
    return [
        {**asdict(citation), "description": text.strip()}
        for citation, text in zip(citations, descriptions, strict=True)
    ]


def _row_of_violation(row: Row, penalty: InspectionPenalty, position: int, values: Mapping[str, Any]) -> Row:
    return Row(row.number, values={**values, "position": position}, links={"penalty": penalty})
