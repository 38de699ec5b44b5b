"""A list page over a model that exists, with one column of every kind."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.urls import include, path
from django_stubs_ext import StrOrPromise

from laborportal.activities.models import Activity, Series
from laborportal.exports.columns import (
    CodeColumn,
    Column,
    DateColumn,
    IntegerColumn,
    ListedColumn,
    TextColumn,
    YesNoColumn,
)
from laborportal.listing.conditions import Condition, gather_conditions, year_condition
from laborportal.listing.page import Action
from laborportal.listing.totals import ListTotal
from laborportal.listing.views import ListView


def series_choices() -> list[tuple[str, StrOrPromise]]:
    return [(series.code, series.name) for series in Series.objects.all()]


COLUMNS: tuple[Column, ...] = (
    TextColumn(name="number", label="編號", normalised_lookup="number_key"),
    DateColumn(name="held_on", label="日期"),
    ListedColumn(name="series", label="系列", field="series.code", label_field="series.name", listed=series_choices),
    TextColumn(name="title", label="名稱", normalised_lookup="title_key"),
    IntegerColumn(name="attendance", label="人次", required=False),
    TextColumn(name="school", label="學校", required=False, shown=False),
    CodeColumn(name="sessions", label="場次", choices=(("1", "一場"), ("2", "兩場"))),
    YesNoColumn(name="held", label="已辦", lookup="voided_at__isnull", field="pk", derived=True, shown=False),
)
OF_UNIT = Condition(
    name="unit",
    label="單位",
    kind="text",
    where=lambda code: Exists(Series.objects.filter(unit__code=code, pk=OuterRef("series"))),
)
CONDITIONS = gather_conditions(
    COLUMNS, year=year_condition("held_on", of_dates=True), own=[OF_UNIT], search=("title_key", "number_key")
)


def attended(records: Sequence[Activity]) -> str:
    return f"{sum(record.attendance or 0 for record in records):,} 人次"


class ActivityList(ListView):
    title = "教育活動"
    columns = COLUMNS
    conditions = CONDITIONS
    order = ("-held_on",)
    marks = {"sessions": {"2": "warn"}}
    export_url = "/activities.csv"

    def get_queryset(self) -> QuerySet[Any]:
        return Activity.objects.standing().visible_to(self.request.user)

    def everything(self) -> QuerySet[Any] | None:
        return Activity.objects.standing()

    def read(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("series")

    def record_url(self, record: Any) -> str:
        return f"/activities/{record.pk}/"

    def totals(self, queryset: QuerySet[Any]) -> Sequence[ListTotal]:
        attendance = queryset.aggregate(sum=Sum("attendance"))["sum"] or 0
        return [ListTotal("人次", f"{attendance:,} 人次", "attendance", attended)]

    def actions(self) -> Sequence[Action]:
        return [Action(label="匯入", url="/import/"), Action(label="登錄活動", url="/new/", primary=True)]


class SeriesList(ListView):
    """As little as a list can say of itself."""

    title = "活動系列"
    columns = (
        TextColumn(name="name", label="名稱", sortable=False),
        TextColumn(name="unit", label="單位", field="unit.name_en"),
    )
    order = ("code",)

    def get_queryset(self) -> QuerySet[Any]:
        return Series.objects.filter(code__startswith="bare")


urlpatterns = [
    path("bare/", SeriesList.as_view(), name="bare"),
    path("listed/", ActivityList.as_view(), name="listed"),
    path("", include("laborportal.urls")),
]
