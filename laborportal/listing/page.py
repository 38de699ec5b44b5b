"""What a list page shows, worked out once: the rows of an address, or why there are none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters import FilterSet
from django_stubs_ext import StrOrPromise

from laborportal.exports.columns import Column
from laborportal.exports.formats import FORMATS
from laborportal.listing.addresses import Address
from laborportal.listing.conditions import Condition
from laborportal.listing.filtersets import filterset_class
from laborportal.listing.notices import BrokenCondition, Remedy, broken_conditions, remedies
from laborportal.listing.ordering import following, in_order
from laborportal.listing.reading import PER_PAGE, Reading, read_parameters
from laborportal.listing.tables import Marks, RecordTable, heads_of, order_in_words, paths_of, table_of
from laborportal.listing.totals import ListTotal, foot_of

USUAL_PER_PAGE = 50
FIRST_CONDITIONS = 12


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button at the head of the page; at most one is primary."""

    label: StrOrPromise
    url: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class ExportChoice:
    words: str
    address: Address

    @property
    def formats(self) -> list[tuple[str, Address]]:
        return [(kind.label, self.address.having("format", name)) for name, kind in FORMATS.items()]


class Listed(Protocol):
    """What a list is made of. `order` is that of the records while the address asks for none.

    `lead` names the column that stands first and leads to the record; blank is the first one.
    """

    title: StrOrPromise
    columns: Sequence[Column]
    lead: str
    conditions: Mapping[str, Condition]
    order: Sequence[str]
    marks: Marks
    export_url: str

    def get_queryset(self) -> QuerySet[Any]: ...
    def everything(self) -> QuerySet[Any] | None: ...
    def read(self, queryset: QuerySet[Any]) -> QuerySet[Any]: ...
    def record_url(self, record: Any) -> str: ...
    def totals(self, queryset: QuerySet[Any]) -> Sequence[ListTotal]: ...
    def links(self, reading: Reading) -> Sequence[Action]: ...
    def actions(self) -> Sequence[Action]: ...


class ListPage:
    """Lazy: a template that leaves a part out does not pay for it."""

    def __init__(self, listed: Listed, path: str, params: QueryDict) -> None:
        self.listed = listed
        self.title = listed.title
        self.params = params
        self.conditions = {name: condition.settled() for name, condition in listed.conditions.items()}
        self.reading: Reading = read_parameters(self.conditions, listed.columns, params)
        self.address = Address(path, (*self._asked(), *self._arranged()))
        self.clear_address = Address(path, self._arranged())

    def _asked(self) -> tuple[tuple[str, str], ...]:
        wrong = [(problem.parameter, problem.value) for problem in self.reading.problems]
        return (*self.reading.parameters, *wrong)

    def _arranged(self) -> tuple[tuple[str, str], ...]:
        reading = self.reading
        sort = [("sort", reading.sort)] if reading.sort else []
        columns = [("columns", ",".join(reading.columns))] if reading.columns else []
        size = [("per_page", str(reading.per_page))] if reading.per_page else []
        return (*sort, *columns, *size)

    # Rows

    @cached_property
    def filterset(self) -> FilterSet:
        data = QueryDict(mutable=True)
        for name, value in self._asked():
            data.appendlist(name, value)
        return filterset_class(self.conditions)(data, self.listed.get_queryset())

    @cached_property
    def ok(self) -> bool:
        return self.reading.ok and self.filterset.is_valid()

    @cached_property
    def queryset(self) -> QuerySet[Any]:
        """The records that match; none while any condition is wrong."""
        return self.filterset.qs if self.ok else self.listed.get_queryset().none()

    @cached_property
    def count(self) -> int:
        return self.queryset.order_by().values("pk").count() if self.ok else 0

    @property
    def count_in_words(self) -> str:
        return f"{self.count:,}"

    @property
    def everybodys_count_in_words(self) -> str:
        return f"{self.everybodys_count or 0:,}"

    @cached_property
    def everybodys_count(self) -> int | None:
        """How many match beyond what the person may see; None when nothing is out of sight."""
        everything = self.listed.everything() if self.ok else None
        if everything is None:
            return None
        count = everything.filter(self.reading.q).order_by().values("pk").count()
        return count if count != self.count else None

    @property
    def order(self) -> Sequence[str]:
        return self.reading.order or self.listed.order

    @cached_property
    def records(self) -> list[Any]:
        """The keys first: a deep page then reads its own rows in full, and no others."""
        if not self.ok:
            return []
        if self.reading.after is None:
            ordered = in_order(self.queryset, self.order)[self.start : self.start + self.per_page]
        else:
            ordered = following(self.queryset, self.order, self.reading.after)[: self.per_page]
        keys = list(ordered.values_list("pk", flat=True))
        found = self.listed.read(self.listed.get_queryset().filter(pk__in=keys)).in_bulk() if keys else {}
        return [found[key] for key in keys]

    @property
    def per_page(self) -> int:
        return self.reading.per_page or USUAL_PER_PAGE

    @property
    def start(self) -> int:
        return (self.reading.page - 1) * self.per_page

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.count // self.per_page))

    # Table

    @cached_property
    def chosen(self) -> list[Column]:
        """The columns shown, in their own order, after the one that leads to the record."""
        wanted = self.reading.columns
        shown = [column for column in self._others if (column.name in wanted if wanted else column.shown)]
        return [self._lead, *shown]

    @cached_property
    def _lead(self) -> Column:
        columns = self.listed.columns
        return next((column for column in columns if column.name == self.listed.lead), columns[0])

    @property
    def _others(self) -> list[Column]:
        return [column for column in self.listed.columns if column is not self._lead]

    @property
    def optional(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.chosen) for column in self._others]

    @property
    def pairs_but_columns(self) -> tuple[tuple[str, str], ...]:
        return self.usual_columns.pairs

    @property
    def usual_columns(self) -> Address:
        return self.address.without("columns")

    @cached_property
    def sort(self) -> str:
        """The present order as an address writes it; empty when no column of the list tells it."""
        first = self.order[0] if self.order else ""
        path = first.removeprefix("-")
        name = next((column.name for column in self.listed.columns if path in paths_of(column)), "")
        return first.replace(path, name) if name else ""

    @property
    def place_in_words(self) -> str:
        order = order_in_words(self.listed.columns, self.sort)
        return _("{range}; {order}").format(range=self.range, order=order) if order else self.range

    @cached_property
    def table(self) -> RecordTable:
        heads = heads_of(self.chosen, self.address, self.sort)
        table = table_of(self.records, self.chosen, heads, marks=self.listed.marks, link=self._link)
        table.caption = self.caption
        table.foot = foot_of(self.totals, self.chosen, self.records, self.count)
        return table

    @property
    def _link(self) -> Callable[[Any], str | None]:
        """Leads to the record, with the list it was opened from, so that its page knows what comes next."""
        query = str(self.address.without("columns", "per_page", "page", "after")).removeprefix(self.address.path)
        return lambda record: url + query if (url := self.listed.record_url(record)) else None

    @property
    def caption(self) -> str:
        return _("{title}, {range}").format(title=self.title, range=self.range)

    @property
    def range(self) -> str:
        if self.reading.after is not None:
            return _("{shown} more of {count} records").format(shown=len(self.records), count=self.count_in_words)
        first, last = self.start + 1, self.start + len(self.records)
        return _("Records {first}–{last} of {count}").format(
            first=f"{first:,}", last=f"{last:,}", count=self.count_in_words
        )

    # Pager

    def _page(self, number: int) -> Address:
        return self.address.without() if number == 1 else self.address.having("page", number)

    @property
    def previous(self) -> Address | None:
        return self._page(self.reading.page - 1) if self.reading.after is None and self.reading.page > 1 else None

    @cached_property
    def next(self) -> Address | None:
        if self.reading.after is not None:
            full = len(self.records) == self.per_page
            return self.address.having("after", self.records[-1].pk) if full else None
        return self._page(self.reading.page + 1) if self.reading.page < self.pages else None

    @property
    def next_in_words(self) -> str:
        if self.reading.after is not None:
            return _("Next page")
        first = self.start + self.per_page + 1
        last = min(self.count, first + self.per_page - 1)
        return _("Next page: records {first}–{last}").format(first=f"{first:,}", last=f"{last:,}")

    @property
    def pages_in_words(self) -> str:
        return f"{self.pages:,}"

    @property
    def last(self) -> Address:
        return self._page(self.pages)

    @property
    def sizes(self) -> list[tuple[int, Address | None]]:
        return [(size, None if size == self.per_page else self.address.having("per_page", size)) for size in PER_PAGE]

    # Words

    @property
    def pills(self) -> list[tuple[str, Address]]:
        return [(str(applied), self.address.without(applied.name)) for applied in self.reading.applied]

    @property
    def conditions_in_words(self) -> str:
        return _("; ").join(words for words, _address in self.pills)

    @cached_property
    def broken(self) -> list[BrokenCondition]:
        return broken_conditions(self.reading, self.address)

    @cached_property
    def remedies(self) -> list[Remedy]:
        return remedies(self.reading, self.listed.get_queryset(), self.address)

    @cached_property
    def totals(self) -> Sequence[ListTotal]:
        return self.listed.totals(self.queryset) if self.count else ()

    @property
    def links(self) -> Sequence[Action]:
        return self.listed.links(self.reading) if self.ok else ()

    @property
    def actions(self) -> Sequence[Action]:
        return self.listed.actions()

    @property
    def fields(self) -> list[Any]:
        """The form's fields: search first, then as the conditions stand."""
        fields = list(self.filterset.form)
        return sorted(fields, key=lambda field: field.name != "q")

    @property
    def first_fields(self) -> list[Any]:
        return self.fields[:FIRST_CONDITIONS]

    @property
    def more_fields(self) -> list[Any]:
        return self.fields[FIRST_CONDITIONS:]

    @property
    def more_fields_used(self) -> bool:
        return any(field.name in dict(self._asked()) for field in self.more_fields)

    @property
    def exports(self) -> list[ExportChoice]:
        """The same list as a file: with the columns that were chosen, else with all that an import reads back."""
        if not self.listed.export_url:
            return []
        pairs = self.address.without("columns", "per_page").pairs
        columns = [("columns", ",".join(column.name for column in self.chosen))] if self.reading.columns else []
        whole = Address(self.listed.export_url, pairs)
        shown = Address(self.listed.export_url, (*pairs, *columns))
        if not columns:
            words = ExportChoice(_("In Chinese words"), whole.having("labels", "zh"))
            return [ExportChoice(_("With codes, for other programs"), whole), words]
        return [
            ExportChoice(_("The columns shown, with codes"), shown),
            ExportChoice(_("The columns shown, in Chinese words"), shown.having("labels", "zh")),
            ExportChoice(_("With all columns, so that it can be read in again"), whole),
        ]

    @property
    def asked_export(self) -> Address | None:
        """Where an address leads that names a format."""
        if "format" not in self.params or not self.exports:
            return None
        first = self.exports[0].address.having("format", self.reading.format)
        return first.having("labels", self.reading.labels)
