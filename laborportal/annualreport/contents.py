"""The contents of a year's book: what is its own, what differs from the standard, and who changed it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from laborportal.annualreport.book import Book, Definition, book_of, copied, report_of
from laborportal.annualreport.book import written as as_definition
from laborportal.annualreport.bookkeeping import is_own, own_elsewhere
from laborportal.annualreport.declarations import standard_figures
from laborportal.annualreport.models import FigureDefinition, Objective, ReportYear
from laborportal.annualreport.targets import target_in_words
from laborportal.annualreport.wording import Conditions, definition_in_words
from laborportal.audit.models import Event
from laborportal.datasets import registry

COMPARED: Mapping[str, str | Promise] = {
    "label": gettext_lazy("Name"),
    "label_en": gettext_lazy("Name"),
    "unit": gettext_lazy("Unit"),
    "unit_en": gettext_lazy("Unit"),
    "decimals": gettext_lazy("Decimals"),
    "dataset": gettext_lazy("Records"),
    "filter": gettext_lazy("Records"),
    "measure": gettext_lazy("Measure"),
    "formula": gettext_lazy("Formula"),
}


@dataclass(frozen=True)
class Line:
    """One figure of the book; *differs* names what is not as in the standard, *last* is its latest change."""

    definition: Definition
    words: str
    row: FigureDefinition | None = None
    differs: Sequence[str] = ()
    last: Event | None = None
    place: Objective | None = None
    target: str = ""

    @property
    def differs_in_words(self) -> str:
        return _(", ").join(self.differs)

    @property
    def is_own(self) -> bool:
        return is_own(self.definition.code)


@dataclass(frozen=True)
class Contents:
    """*lacking* are standard figures that the book has not got, *elsewhere* own figures of other years."""

    report: ReportYear | None
    groups: Sequence[tuple[str, Sequence[Line]]]
    withdrawn: Sequence[Line] = ()
    lacking: Sequence[Line] = ()
    elsewhere: Sequence[Line] = ()


def contents_of(year: int) -> Contents:
    """In a number of queries that does not depend on the length of the book."""
    report = report_of(year)
    if report is None:
        book = book_of(None)
        words = _Words(book)
        return Contents(None, [(_("As in the standard"), [Line(each, words.of(each)) for each in book.values()])])
    rows = list(report.definitions.select_related("report"))
    taken = {row.code for row in rows}
    lines = _lines(report, rows)
    standing = [line for line in lines if line.row and line.row.voided_at is None]
    own = [line for line in standing if line.is_own]
    changed = [line for line in standing if not line.is_own and line.differs]
    plain = [line for line in standing if not line.is_own and not line.differs]
    groups = ((_("Own figures"), own), (_("Changed in this year"), changed), (_("As in the standard"), plain))
    return Contents(
        report=report,
        groups=[(title, found) for title, found in groups if found],
        withdrawn=[line for line in lines if line.row and line.row.voided_at is not None],
        lacking=_lacking(taken),
        elsewhere=_elsewhere(taken),
    )


def _lines(report: ReportYear, rows: Sequence[FigureDefinition]) -> list[Line]:
    english = (get_language() or "").startswith("en")
    book = {row.code: as_definition(row, english) for row in rows}
    words, standard = _Words(book), {figure.code: figure for figure in standard_figures()}
    places = {code: objective for objective in report.objectives.all() for code in objective.figures}
    targets = {target.code: target for target in report.targets.standing()}
    latest = _latest(rows)
    return [
        Line(
            definition=book[row.code],
            words=words.of(book[row.code]),
            row=row,
            differs=_differences(row, copied(report, row.order, standard[row.code])) if row.code in standard else (),
            last=latest.get(row.pk),
            place=places.get(row.code),
            target=target_in_words(targets[row.code], book[row.code]) if row.code in targets else "",
        )
        for row in rows
    ]


def _differences(row: FigureDefinition, standard: FigureDefinition) -> Sequence[str]:
    differing = (name for name in COMPARED if getattr(row, name) != getattr(standard, name))
    return list(dict.fromkeys(str(COMPARED[name]) for name in differing))


def _latest(rows: Iterable[FigureDefinition]) -> dict[int, Event]:
    """The last event of every row that somebody has touched since it was taken from the standard."""
    touched = [row.pk for row in rows if row.version > 1 or is_own(row.code)]
    events = Event.objects.filter(target_type=FigureDefinition._meta.label_lower, target_id__in=touched)
    return {event.target_id: event for event in events.order_by("pk")}


def _lacking(taken: set[str]) -> list[Line]:
    missing = {code: each for code, each in book_of(None).items() if code not in taken}
    words = _Words(missing)
    return [Line(each, words.of(each)) for each in missing.values()]


def _elsewhere(taken: set[str]) -> list[Line]:
    english = (get_language() or "").startswith("en")
    rows = own_elsewhere(taken)
    words = _Words({row.code: as_definition(row, english) for row in rows})
    return [Line(words.book[row.code], words.of(words.book[row.code]), row) for row in rows]


class _Words:
    """Looks up once per dataset what its conditions may be."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.conditions: dict[str, Conditions] = {}

    def of(self, definition: Definition) -> str:
        name = definition.dataset
        if name and name not in self.conditions and registry.exists(name):
            self.conditions[name] = registry.get(name).settled_conditions()
        return definition_in_words(definition, self.book, self.conditions.get(name))
