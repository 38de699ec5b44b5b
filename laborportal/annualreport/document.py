"""The report as a file: the JSON and the CSV that the contract promises."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone

from laborportal.annualreport import texts
from laborportal.annualreport.values import Counted, Figures
from laborportal.exports.csvfile import BOM, guard
from laborportal.rocyear.dates import TAIPEI

CSV_COLUMNS = (
    "code", "label", "value", "unit", "status", "previous", "target", "direction", "period", "as_of", "members", "note",
)  # fmt: skip


def as_json(figures: Figures) -> str:
    return json.dumps(contents(figures), ensure_ascii=False, indent=1) + "\n"


def contents(figures: Figures) -> dict[str, Any]:
    now = timezone.now().astimezone(TAIPEI)
    return {
        "year": figures.year,
        "edition": None,
        "generated_at": now.isoformat(timespec="seconds"),
        "figures": {code: figure_json(counted) for code, counted in figures.counted.items()},
        "sections": list(_sections(figures)),
    }


def figure_json(counted: Counted) -> dict[str, Any]:
    definition, target = counted.definition, counted.target
    found: dict[str, Any] = {
        "value": number(counted.value),
        "unit": definition.unit,
        "decimals": definition.decimals,
        "status": counted.status,
        "note": counted.note,
        "previous": number(counted.previous),
        "target": number(target.value) if target else None,
        "direction": target.direction if target else None,
        "period": counted.period,
        "as_of": counted.as_of.isoformat(),
        "members": counted.tally.members,
        "dataset": definition.dataset or None,
        "filter": counted.querystring,
        "list": counted.list_url,
    }
    if target and target.baseline is not None:
        found |= {"baseline": number(target.baseline), "baseline_years": f"{target.baseline_years} average"}
    if counted.tally.pending:
        found["pending"] = counted.tally.pending
    return found | ({"inputs": list(definition.inputs)} if definition.formula else {})


def as_csv(figures: Figures) -> str:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(CSV_COLUMNS)
    for counted in figures.counted.values():
        found = figure_json(counted) | {"code": counted.code, "label": counted.definition.label}
        writer.writerow([_cell(found[name]) for name in CSV_COLUMNS])
    return BOM + lines.getvalue()


def _cell(value: str | float | None) -> str:
    return guard(value) if isinstance(value, str) else "" if value is None else str(value)


def number(value: Decimal | None) -> int | float | None:
    """A JSON number; whole ones without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _sections(figures: Figures) -> Iterator[dict[str, Any]]:
    if figures.report is None:
        return
    for objective in figures.report.objectives.all():
        yield {
            "order": objective.order,
            "objective": objective.title,
            "strategies": texts.as_text(objective.strategies, figures.counted),
            "results": texts.as_text(objective.results, figures.counted),
            "future": texts.as_text(objective.future, figures.counted),
            "figures": list(objective.figures),
        }
