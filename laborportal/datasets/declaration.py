"""What a record type says of itself, once: list, form, import, export, figures and their filters all read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import has_role, may_write
from laborportal.audit.models import Tracked
from laborportal.datasets.caveats import Caveat
from laborportal.datasets.measures import Measured, NamedMeasure, added, read_measure
from laborportal.exports.columns import MISSING, Column, MonthColumn, TextColumn
from laborportal.imports.loading import Loader
from laborportal.listing.conditions import Condition, gather_conditions, year_condition
from laborportal.listing.reading import Parameters, Reading, read_parameters
from laborportal.listing.tables import Marks
from laborportal.listing.totals import ListTotal
from laborportal.rocyear.dates import roc_month
from laborportal.workflow.voiding import on_file

Text = Any  # a str or a lazy translation of one


class Scoped(Protocol):
    """The queryset of a record type: `standing()` leaves out what does not count, `visible_to()` what others own."""

    def standing(self) -> Any: ...
    def visible_to(self, user: User) -> Any: ...


def may_write_in_its_unit(user: User, record: Any) -> bool:
    return may_write(user, record.unit_id)


def may_void_in_its_unit(user: User, record: Any) -> bool:
    """A supervisor's decision, since it changes figures."""
    return has_role(user, Role.SUPERVISOR, unit_id=record.unit_id)


def may_write_anywhere(user: User) -> bool:
    return has_role(user, Role.STAFF, Role.SUPERVISOR)


@dataclass(frozen=True, kw_only=True)
class Total:
    """A sum of the list page's strip: *measure* as figures write it, with its unit."""

    label: Text
    measure: str
    unit: Text = ""

    def words(self, measured: Measured) -> str:
        if measured.value is None:
            return MISSING
        value = float(measured.value) if isinstance(measured.value, Fraction) else measured.value
        words = f"{value:,} {self.unit}".strip()
        if not self.measure.startswith("sum:") or measured.known == measured.members:
            return words
        return _("{total} (known of {known} of {members} records)").format(
            total=words, known=f"{measured.known:,}", members=f"{measured.members:,}"
        )

    def listed(self, whole: Measured, columns: Mapping[str, Column]) -> ListTotal:
        """Under its column too, where it is the sum of one."""
        measure = read_measure(self.measure)
        if measure.kind != "sum":
            return ListTotal(self.label, self.words(whole))
        column = columns[measure.subject]
        return ListTotal(
            self.label,
            self.words(whole),
            column.name,
            lambda records: self.words(added(column.value_of(record) for record in records)),
        )


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """`key` and `year` name columns; `year_lookup` is the ORM path behind `year`: a ROC year or a date.

    `namespace` has the URL names list, record, create, edit and export; `search` holds ORM paths of normalised text;
    `carried` names the columns that "save and add another" fills in again, `lead` the one that stands first in the
    list and leads to the record (the first column where it is blank).

    `takes_place` is for the calendar: the ORM paths of the first day and, where there is one, of the last.

    For figures: `caveats` make one provisional; `choices` give the value that a word in braces in a filter has in a ROC
    year (None: there is none, and the figure has no value); `manual` says source and as-of date of records that were
    typed from elsewhere; `as_of_lookup` is the ORM path of the date up to which a record tells; `key_parts_of` gives
    the parts of the key where they are not simply those of its columns. Without `attachments` nobody attaches a file to
    its cases, since others would see it.
    """

    name: str
    label: Text
    label_one: Text
    unit: Text
    model: type[Tracked]
    loader: type[Loader[Any]]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    year: str = ""
    year_lookup: str = ""
    namespace: str
    conditions: tuple[Condition, ...] = ()
    search: tuple[str, ...] = ()
    measures: Mapping[str, NamedMeasure] = field(default_factory=dict)
    totals: tuple[Total, ...] = ()
    order: tuple[str, ...] = ("-pk",)
    related: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    may_create: Callable[[User], bool] = may_write_anywhere
    may_change: Callable[[User, Any], bool] = may_write_in_its_unit
    may_void: Callable[[User, Any], bool] = may_void_in_its_unit
    title: Callable[[Any], str] = str
    carried: tuple[str, ...] = ()
    lead: str = ""
    takes_place: tuple[str, ...] = ()
    marks: Marks = field(default_factory=dict)
    caveats: tuple[Caveat, ...] = ()
    choices: Mapping[str, Callable[[int], str | None]] = field(default_factory=dict)
    manual: Callable[[QuerySet[Any]], str] | None = None
    as_of_lookup: str = ""
    key_parts_of: Callable[[Any], Iterable[str]] | None = None
    attachments: bool = True

    @cached_property
    def column(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def inputs(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.derived)

    @cached_property
    def all_conditions(self) -> Mapping[str, Condition]:
        """The filter vocabulary by name; a condition that the dataset declares itself wins over a column's."""
        return gather_conditions(self.columns, year=self._year(), own=self.conditions, search=self.search)

    def _year(self) -> Condition | None:
        if not self.year_lookup:
            return None
        return year_condition(self.year_lookup, of_dates=self.year != "year")

    def settled_conditions(self) -> Mapping[str, Condition]:
        """The conditions with the options that there are now, for whoever reads more than one filter."""
        return {name: condition.settled() for name, condition in self.all_conditions.items()}

    def read_filter(self, params: Parameters, conditions: Mapping[str, Condition] | None = None) -> Reading:
        """*params* is a QueryDict or a mapping to texts; what cannot be read is among the reading's problems."""
        return read_parameters(conditions or self.settled_conditions(), self.columns, params)

    def _manager(self) -> Any:
        return self.model._default_manager

    def everything(self) -> Scoped:
        queryset: Scoped = self._manager().all()
        return queryset

    def records(self) -> QuerySet[Any]:
        """Those that count, whoever asks."""
        found: QuerySet[Any] = self._manager().standing()
        return found

    def visible_to(self, user: User) -> QuerySet[Any]:
        found: QuerySet[Any] = self._manager().standing().visible_to(user)
        return found

    def opened_by(self, user: User) -> QuerySet[Any]:
        """The records whose page *user* may open: those visible, and those that do not count yet."""
        found: QuerySet[Any] = on_file(self.model).visible_to(user)  # type: ignore[attr-defined]
        return found

    def read(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """*queryset* with all that its columns show, in a number of queries that does not depend on its length."""
        return queryset.select_related(*self.related).prefetch_related(*self.children)

    def key_of(self, record: Any) -> str:
        """The natural key as figures and editions print it: parts joined by `|`, those that do not exist left out."""
        return "|".join(part for part in self.key_parts(record) if part)

    def key_parts(self, record: Any) -> Iterable[str]:
        if self.key_parts_of:
            yield from self.key_parts_of(record)
            return
        for name in self.key:
            if name == "employer":
                yield record.employer.ubn or record.employer.name
            elif name in self.column:
                yield _key_part(self.column[name], record)

    def list_url(self, querystring: str = "") -> str:
        url = reverse(f"{self.namespace}:list")
        return f"{url}?{querystring}" if querystring else url

    def record_url(self, record: Any) -> str:
        return reverse(f"{self.namespace}:record", args=[record.pk])

    def year_q(self, year: int) -> Q:
        """Records of ROC year *year*; empty where the dataset knows no year."""
        condition = self._year()
        return condition.q([str(year)]) if condition else Q()

    def filter_lookup(self, name: str) -> str:
        """The ORM path by which texts are compared, numbers added: of the stored normalised text where there is one."""
        column = self.column[name]
        return (column.normalised_lookup if isinstance(column, TextColumn) else "") or column.lookup


def _key_part(column: Column, record: Any) -> str:
    value = column.value_of(record)
    return roc_month(value) if isinstance(column, MonthColumn) and value else column.dump(value)
