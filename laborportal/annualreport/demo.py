"""The demonstration's reports: year 112 with its printed texts and targets, the years before it without.

The amounts are in NT$1,000 and agree with every rounded amount and every rate that the report of 112 prints.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from laborportal.accounts.models import Unit
from laborportal.annualreport.models import Objective, ReportYear, Target
from laborportal.annualreport.writing import change, create, open_year
from laborportal.audit.recording import Act
from laborportal.rocyear.dates import today

TEXTS = Path(__file__).with_name("report_112.toml")
PRINTED = 112
WRITTEN = ("title", "short_title", "strategies", "results", "future")
EARLIER = (109, 110, 111)
YEARS = (*EARLIER, PRINTED)
FINANCE = {
    "budget": (305_581, 303_468, 283_306, 313_554),
    "final_account": (277_315, 263_380, 257_497, 286_557),
    "personnel_cost": (175_596, 174_068, 178_122, 180_560),
}
STAFFING = {
    "officials": (98, 88, 93, 97),
    "contract": (79, 75, 78, 75),
    "police": (0, 0, 0, 0),
    "workers": (11, 11, 11, 7),
}
RISKS = (
    ("inspection_office", 6, "工地墜落災害未如預期減少", 2, 3, "墜落重點法條專案檢查，假日動態檢查", "檢查組組長"),
    (
        "inspection_office",
        3,
        "公共工程趕工期間災害增加",
        2,
        3,
        "與主辦機關聯合查核，高違規工地座談",
        "檢查組組長",
    ),
    (
        "rehabilitation",
        8,
        "不足額單位以繳納差額補助費代替進用",
        3,
        2,
        "高階訪視，無正當理由者依法裁處",
        "定額進用股股長",
    ),
    ("vocational", 9, "委外訓練班次招生不足", 2, 2, "開訓前 30 日檢視報名人數，併班或改期", "訓練組組長"),
    ("planning", 1, "各單位送報數字口徑不一", 2, 2, "報告數字一律由案件計算，並附定義與截止日", "企劃科科長"),
)
Cells = dict[str, str]


def finance_rows() -> Iterator[Cells]:
    return _by_year(FINANCE)


def staffing_rows() -> Iterator[Cells]:
    return _by_year(STAFFING)


def risk_rows() -> Iterator[Cells]:
    """Invented, with a review to come."""
    review = date(today().year + 1, 1, 31).isoformat()
    for number, (unit, objective, description, likelihood, impact, control, owner) in enumerate(RISKS, start=1):
        yield {
            "number": f"{PRINTED}-風-{number:03}",
            "year": str(PRINTED),
            "unit": unit,
            "objective": str(objective),
            "description": description,
            "likelihood": str(likelihood),
            "impact": str(impact),
            "control": control,
            "owner": owner,
            "review_on": review,
        }


DEMONSTRATION = (("agency_finance", finance_rows), ("agency_staffing", staffing_rows), ("risks", risk_rows))


def load(act: Act) -> None:
    """Safe to run again: what is on file stays as it is, also where somebody has edited it."""
    for year in EARLIER:
        open_year(act, year)
    report = open_year(act, PRINTED)
    with TEXTS.open("rb") as file:
        texts = tomllib.load(file)
    _write_texts(act, report, texts)
    _write_objectives(act, report, texts["objectives"])
    _write_targets(act, report, texts["targets"])


def _write_texts(act: Act, report: ReportYear, texts: dict[str, Any]) -> None:
    if report.version == 1:
        wanted = {name: texts[name].strip() for name in ("preface", "staffing_note", "risk")}
        change(act, report, wanted, seen_version=report.version)


def _write_objectives(act: Act, report: ReportYear, objectives: list[dict[str, Any]]) -> None:
    units = {unit.code: unit for unit in Unit.objects.all()}
    present = set(report.objectives.values_list("order", flat=True))
    for order, printed in enumerate(objectives, start=1):
        if order not in present:
            texts = {
                name: printed[name].strip() for name in ("title", "short_title", "strategies", "results", "future")
            }
            place = {"report": report, "order": order, "unit": units[printed["unit"]]}
            create(act, Objective(**place, **texts, figures=printed["figures"]))


def _write_targets(act: Act, report: ReportYear, targets: list[dict[str, Any]]) -> None:
    present = set(report.targets.values_list("code", flat=True))
    for printed in targets:
        if printed["code"] not in present:
            create(act, Target(report=report, **printed))


def _by_year(amounts: Mapping[str, Sequence[int]]) -> Iterator[Cells]:
    for place, year in enumerate(YEARS):
        yield {"year": str(year)} | {name: str(values[place]) for name, values in amounts.items()}
