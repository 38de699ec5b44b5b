from collections.abc import Sequence
from typing import ClassVar

from django.utils.translation import gettext as _

from laborportal.activities.columns import COLUMNS
from laborportal.activities.models import Activity, Series
from laborportal.audit.recording import Act
from laborportal.exports.columns import Column, echo
from laborportal.exports.normalise import normalise
from laborportal.imports.loading import Loader
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row

RATED = (("interviewed", "matched"), ("interviewed_45", "matched_45"))


class SeriesReference:
    """A series by its code or by its name in either language."""

    field = "series"
    columns: tuple[str, ...] = ("series",)

    def __init__(self) -> None:
        self._known: dict[str, Series] = {}

    def resolve(self, rows: Sequence[Row]) -> None:
        known = self._known or self._read()
        for row in (row for row in rows if "series" in row.values):
            text = row.values["series"]
            found = row.links["series"] = known.get(normalise(text))
            if found is None:
                row.error("series", self._unknown(text))

    def write(self, rows: Sequence[Row], act: Act) -> None:
        """Series are entered by an administrator, never by an import."""

    def _read(self) -> dict[str, Series]:
        for series in Series.objects.select_related("unit").order_by("-pk"):
            self._known |= {normalise(name): series for name in (series.name, series.name_en)}
        self._known |= {normalise(series.code): series for series in self._known.values()}
        return self._known

    def _unknown(self, text: str) -> str:
        names = _(", ").join(sorted({f"{series.code}（{series.label}）" for series in self._known.values()}))
        return _("“{value}” is no series of activities. There are: {names}.").format(value=echo(text), names=names)


class ActivityLoader(Loader[Activity]):
    model = Activity
    columns: ClassVar[tuple[Column, ...]] = COLUMNS
    key = ("number",)
    related = ("series__unit",)

    def make_references(self) -> tuple[Reference, ...]:
        return (SeriesReference(),)

    def check(self, row: Row) -> None:
        for whole, part in RATED:
            interviewed, matched = row.get(whole), row.get(part)
            if interviewed is not None and matched is not None and matched > interviewed:
                row.error(
                    part,
                    _("{matched} matched of {interviewed} interviewed: correct one of the two.").format(
                        matched=matched, interviewed=interviewed
                    ),
                )
