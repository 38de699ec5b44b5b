"""Limits of the childcare subsidies. What is not known to be published is left for an administrator to enter."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laborportal.parameters.declarations import Initial, Parameter, register
from programs.worklife.states import SubsidyKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REPORT = "臺北市政府勞動局112年度施政計畫績效報告"
NEWS = "新聞報導「議員籲提高友善育兒誘因 北市府：提升補助額度」"
OF_THE_YEAR = _("The value on the last day of a year holds for the whole of that year.")
CAP = _(
    "What one employer gets in a year for this kind of subsidy, at most. "
    "The value on the last day of a year holds for the whole of that year."
)
NTD = pgettext_lazy("unit", "NT$")


def _from(year: int, value: str, citation: str, note: str = "") -> Initial:
    return Initial(valid_from=date(year, 1, 1), value=value, citation=citation, note=note)


def _limit(
    code: str, label: "StrOrPromise", unit: "StrOrPromise", explanation: "StrOrPromise", initial: Sequence[Initial]
) -> Parameter:
    found = Parameter(code=f"worklife.{code}", label=label, unit=unit, explanation=explanation, initial=tuple(initial))
    return register(found)


RATIO = _limit(
    "subsidy_ratio",
    _("Childcare subsidy: share of the actual spending, at most"),
    "%",
    OF_THE_YEAR,
    (_from(2023, "80", REPORT, "以實支數之80%為限"), _from(2025, "90", NEWS, "以實支數之90%為限")),
)
BUDGET = _limit(
    "subsidy_budget",
    _("Childcare subsidy: budget of the year"),
    NTD,
    OF_THE_YEAR,
    (
        _from(2023, "2360000", REPORT, "總預算236萬元"),
        _from(2025, "7300000", NEWS, "預算730萬元"),
        _from(
            2026,
            "1800000",
            "新聞報導：115年度育兒減少工時補助之經費來源",
            "730萬元中550萬元改列育兒減少工時補助，餘額為推算數",
        ),
    ),
)
CAPS = {
    SubsidyKind.LACTATION_ROOM: _limit(
        "subsidy_lactation_room",
        _("Childcare subsidy: nursing room, at most"),
        NTD,
        CAP,
        (_from(2023, "10000", NEWS, "哺(集)乳室1萬元，114年度仍同"),),
    ),
    SubsidyKind.CHILDCARE_MEASURE: _limit(
        "subsidy_childcare_measure",
        _("Childcare subsidy: childcare measure (allowance), at most"),
        NTD,
        CAP,
        (_from(2023, "50000", REPORT, "112年度報告規劃提高為10萬元，公告後請輸入新值"),),
    ),
    SubsidyKind.HOME_CARE: _limit(
        "subsidy_home_care",
        _("Childcare subsidy: home-type care, at most"),
        NTD,
        CAP,
        (_from(2023, "50000", REPORT), _from(2025, "300000", NEWS)),
    ),
}
