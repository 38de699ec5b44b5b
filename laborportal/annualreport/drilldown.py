"""The page of one figure: how it is counted, in words, and the records behind it that a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from laborportal.accounts.models import User
from laborportal.annualreport import texts
from laborportal.annualreport.models import Objective
from laborportal.annualreport.page import Evidence, Trend, trends_of
from laborportal.annualreport.tally import read_filter
from laborportal.annualreport.values import Counted, Figures, shown
from laborportal.annualreport.wording import counting_in_words, definition_in_words
from laborportal.datasets import registry
from laborportal.datasets.declaration import Dataset
from laborportal.exports.columns import Column
from laborportal.listing.ordering import in_order
from laborportal.listing.tables import Head, RecordTable, table_of
from laborportal.rocyear.dates import year_bounds

RECORDS_SHOWN = 50


@dataclass(frozen=True)
class Records:
    """The first records that the person may see, as their list shows them; `visible` of `all`."""

    table: RecordTable
    visible: int
    all: int

    @property
    def visible_in_words(self) -> str:
        return f"{self.visible:,}"

    @property
    def all_in_words(self) -> str:
        return f"{self.all:,}"

    @property
    def more(self) -> bool:
        return self.visible > RECORDS_SHOWN


@dataclass(frozen=True)
class Drilldown:
    figure: Evidence
    calculation: str
    inputs: Sequence[Evidence]
    period: tuple[date, date]
    trend: Trend | None
    objectives: Sequence[Objective]
    records: Records | None
    export_url: str | None

    @property
    def counted(self) -> Counted:
        return self.figure.counted

    @property
    def value(self) -> str:
        return shown(self.counted.value, self.counted.definition.decimals)

    @property
    def heading(self) -> str:
        definition = self.counted.definition
        if self.counted.value is None:
            return definition.label
        return _("{label}: {value} {unit}").format(label=definition.label, value=self.value, unit=definition.unit)


def drilldown_of(figures: Figures, code: str, user: User) -> Drilldown:
    counted = figures.counted[code]
    dataset = registry.get(counted.definition.dataset) if counted.list_url else None
    inputs = [figures.reckoned[name] for name in counted.definition.inputs if name in figures.reckoned]
    objectives = figures.report.objectives.select_related("report") if figures.report else []
    return Drilldown(
        figure=Evidence(counted),
        calculation=_calculation(dataset, counted, figures),
        inputs=[Evidence(each) for each in inputs],
        period=year_bounds(figures.year),
        trend=trends_of(figures, [code]).get(code),
        objectives=[each for each in objectives if code in _codes(each)],
        records=_records(dataset, counted, user) if dataset else None,
        export_url=f"{counted.list_url}&format=csv" if dataset and counted.querystring else None,
    )


def _codes(objective: Objective) -> set[str]:
    return {*objective.figures, *texts.codes_in(objective.strategies, objective.results, objective.future)}


def _calculation(dataset: Dataset | None, counted: Counted, figures: Figures) -> str:
    definition = counted.definition
    if dataset is None:
        return definition_in_words(definition, figures.book)
    return counting_in_words(dataset, counted.querystring or "", definition.measure)


def _records(dataset: Dataset, counted: Counted, user: User) -> Records:
    querystring = counted.querystring or ""
    reading = read_filter(dataset, querystring)
    visible = dataset.visible_to(user).filter(reading.q) if reading.ok else dataset.records().none()
    found = list(in_order(dataset.read(visible), dataset.order)[:RECORDS_SHOWN])
    columns = _columns(dataset, counted.definition.measure.partition(":")[2])
    heads = {column.name: Head() for column in columns}

    def link(record: Any) -> str:
        return f"{dataset.record_url(record)}?{querystring}"

    table = table_of(found, columns, heads, marks=dataset.marks, link=link)
    table.caption = _("Records behind the figure")
    return Records(table, visible.count(), counted.tally.members or 0)


def _columns(dataset: Dataset, measured: str) -> list[Column]:
    """Those of the list, the one that leads to the record first, and the one that the figure adds."""
    shown = [column for column in dataset.columns if column.shown or column.name == measured]
    return sorted(shown, key=lambda column: column.name != dataset.lead)
