"""Invented inspections of the years 111 and 112, and what followed from them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db import transaction

from inspections.imports.complaints import ComplaintLoader
from inspections.imports.inspections import InspectionFormLoader
from inspections.imports.planning import PlanLoader, ProjectLoader, TargetLoader
from inspections.imports.stopwork import StopWorkLoader
from inspections.imports.violations import ViolationFormLoader
from inspections.models import Inspection, Project, Recheck, Violation
from inspections.procedure.complaints import write_origin
from inspections.procedure.stopwork import SUBMIT_ORDER
from inspections.states import LABOUR_CONDITIONS, Finding, InspectionKind
from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.employers.demo import employers
from laborportal.imports.engine import write_plan
from laborportal.imports.planning import plan_rows
from laborportal.workflow.performing import perform

OFFICE = "inspection_office"
FALL, MEALS, HEAT = "112年度營造業防墜專案", "112年度連鎖餐飲業勞動條件專案", "112年度高氣溫戶外作業專案"
OFFICER = "staff"
YEARS = ((2023, 112, 240, 60), (2022, 111, 40, 12))
"""Year, ROC year, and how many inspections of each unit."""

OFFICE_KINDS = ("project", "general", "general", "complaint", "dangerous_workplace", "project", "machinery", "accident")
CONDITION_KINDS = ("project", "complaint", "general", "complaint")
INDUSTRIES = ("construction", "construction", "construction", "general", "manufacturing", "construction", "general")
Reference = tuple[str, str, str, str]
OFFICE_BREACHES: tuple[tuple[Reference, str], ...] = (
    (("營造安全衛生設施標準", "19", "1", ""), "有墜落危險之處所未設防護設備"),
    (("職業安全衛生設施規則", "228", "", ""), "高差超過1.5公尺以上之場所作業，未設置安全上下之設備"),
    (("職業安全衛生法", "27", "1", "1、2、3"), "未採取共同作業之統合管理措施"),
    (("職業安全衛生設施規則", "241", "", ""), "低壓電氣設備帶電部分未予絕緣"),
    (("營造安全衛生設施標準", "11-1", "", ""), "未使勞工正確戴用安全帽"),
)
CONDITION_BREACHES: tuple[tuple[Reference, str], ...] = (
    (("勞動基準法", "24", "1", ""), "延長工作時間未依規定加給工資"),
    (("勞動基準法", "30", "6", ""), "出勤紀錄未逐日記載勞工出勤情形至分鐘為止"),
    (("勞動基準法", "36", "1", ""), "未使勞工每7日中有2日之休息，其中1日為例假，1日為休息日"),
)


def _inspected() -> Iterator[tuple[int, dict[str, str], date]]:
    """Step, cells and day of each inspection but the re-inspections."""
    private = [employer for employer in employers() if employer["sector"] == "private"]
    step = 0
    for year, roc, office, conditions in YEARS:
        for number in range(office + conditions):
            of_office = number < office
            kinds = OFFICE_KINDS if of_office else CONDITION_KINDS
            kind = kinds[number % len(kinds)]
            day = date(year, 1, 3) + timedelta(days=number * 11 % 355)
            employer = private[(number * 7 + (0 if of_office else 3)) % len(private)]
            found = number % 3 == 0
            yield (
                step,
                {
                    "number": f"{roc}-{'檢' if of_office else '條檢'}-{number + 1:04d}",
                    "ubn": employer["ubn"],
                    "employer": employer["name"],
                    "unit": OFFICE if of_office else LABOUR_CONDITIONS,
                    "kind": kind,
                    "project": _project(kind, of_office, number) if roc == 112 else "",
                    "inspected_on": day.isoformat(),
                    "industry": INDUSTRIES[number % len(INDUSTRIES)] if of_office else "general",
                    "result": "violation" if found else "no_violation",
                    "stop_work": "yes" if found and of_office and number % 12 == 0 else "no",
                },
                day,
            )
            step += 1


def _project(kind: str, of_office: bool, number: int) -> str:
    if kind != InspectionKind.PROJECT:
        return ""
    if not of_office:
        return MEALS
    return HEAT if number % 5 == 0 else FALL


def _rechecked() -> Iterator[tuple[dict[str, str], date]]:
    """Every fifth of those that found something was looked at again."""
    return islice(((cells, day) for _step, cells, day in _inspected() if cells["result"] == "violation"), 0, None, 5)


def inspections() -> Iterator[dict[str, str]]:
    for _step, cells, _day in _inspected():
        yield cells
    for cells, day in _rechecked():
        again = {"number": f"{cells['number']}-複", "kind": "reinspection", "project": "", "stop_work": "no"}
        yield {
            **cells,
            **again,
            "inspected_on": (day + timedelta(days=32)).isoformat(),
            "result": "no_violation",
        }


def found_violations() -> Iterator[dict[str, str]]:
    for step, cells, day in _inspected():
        if cells["result"] == "violation":
            breaches = OFFICE_BREACHES if cells["unit"] == OFFICE else CONDITION_BREACHES
            for position in range(1, 2 + step % 3):
                yield _violation(cells, day, position, *breaches[(step + position) % len(breaches)])


def _violation(
    cells: Mapping[str, str], day: date, position: int, reference: Reference, description: str
) -> dict[str, str]:
    statute, article, paragraph, item = reference
    last_day = day + timedelta(days=30)
    corrected = {0: "", 1: last_day + timedelta(days=9)}.get((day.day + position) % 9, day + timedelta(days=20))
    return {
        "inspection": cells["number"],
        "ubn": cells["ubn"],
        "employer": cells["employer"],
        "position": str(position),
        "statute": statute,
        "article": article,
        "paragraph": paragraph,
        "item": item,
        "description": description,
        "correct_by": last_day.isoformat(),
        "corrected_on": str(corrected),
    }


def _cells(employer: Mapping[str, str]) -> dict[str, str]:
    return {"ubn": employer["ubn"], "employer": employer["name"]}


def projects() -> list[dict[str, str]]:
    named = ((FALL, OFFICE, "減少墜落災害"), (HEAT, OFFICE, "預防熱危害"), (MEALS, LABOUR_CONDITIONS, "保障工時與工資"))
    return [
        {"name": name, "unit": unit, "starts_on": "112.03.01", "ends_on": "112.11.30", "purpose": purpose}
        for name, unit, purpose in named
    ]


def plan_lines() -> list[dict[str, str]]:
    planned = (
        (OFFICE, "project", FALL, "40"),
        (OFFICE, "project", HEAT, "15"),
        (OFFICE, "general", "", "70"),
        (OFFICE, "dangerous_workplace", "", "25"),
        (OFFICE, "machinery", "", "30"),
        (LABOUR_CONDITIONS, "project", MEALS, "20"),
        (LABOUR_CONDITIONS, "general", "", "10"),
    )
    return [
        {"year": "112", "unit": unit, "kind": kind, "project": project, "planned": number}
        for unit, kind, project, number in planned
    ]


def targets() -> list[dict[str, str]]:
    """The employers that the first project visited, and some that it still has to."""
    visited = {cells["ubn"]: cells for _step, cells, _day in _inspected() if cells["project"] == FALL}
    waiting = [
        employer for employer in employers() if employer["ubn"] not in visited and employer["sector"] == "private"
    ]
    listed = [{"ubn": cells["ubn"], "employer": cells["employer"]} for cells in visited.values()]
    return [{"project": FALL, **cells} for cells in (*listed[:12], *map(_cells, waiting[:4]))]


def load(act: Act) -> None:
    """Once, and as the officer of the demonstration where there is one; what is on file stays as it is."""
    if Project.objects.exists():
        return
    with transaction.atomic():
        for loader, rows in (
            (ProjectLoader(), projects()),
            (TargetLoader(), targets()),
            (PlanLoader(), plan_lines()),
        ):
            enter(loader, rows, act)
        _note_rechecks()
        officer = User.objects.filter(username=OFFICER).first()
        if officer is not None:
            _work_in_hand(Act(officer))


def enter(loader: Any, rows: Sequence[Mapping[str, str]], act: Act) -> None:
    plan = plan_rows(loader, (loader.read(number, cells) for number, cells in enumerate(rows, start=1)))
    write_plan(plan, act)


def _note_rechecks() -> None:
    again = {inspection.number: inspection for inspection in Inspection.objects.filter(kind="reinspection")}
    checked = Violation.objects.filter(inspection__number__in=[number.removesuffix("-複") for number in again])
    Recheck.objects.bulk_create(
        Recheck(
            reinspection=again[f"{violation.inspection.number}-複"],
            violation=violation,
            found=Finding.CORRECTED if violation.corrected_on else Finding.NOT_CORRECTED,
        )
        for violation in checked.select_related("inspection").order_by("pk")
        if violation.inspection is not None
    )


def _work_in_hand(own: Act) -> None:
    """A complaint, its inspection with two violations, and an order that waits for a supervisor."""
    employer = [employer for employer in employers() if employer["sector"] == "private"][17]
    number = "115-檢-0001"
    found = {**_cells(employer), "unit": OFFICE, "kind": "complaint", "project": "", "industry": "construction"}
    enter(
        InspectionFormLoader(),
        [{**found, "number": number, "inspected_on": "115.11.20", "result": "violation", "stop_work": "no"}],
        own,
    )
    enter(ViolationFormLoader(), [_open_violation(number, position) for position in (1, 2)], own)
    complaint = ComplaintLoader()
    about = {"unit": OFFICE, "received_on": "115.11.18", "law": "labour_inspection", "inspection": number}
    enter(complaint, [{**_cells(employer), **about, "subject": "外牆施工架未設護欄"}], own)
    filed = complaint.model.objects.get()
    write_origin(filed, {"secret_name": "（示範）某甲", "secret_contact": "", "secret_words": "自述為該工地人員"}, own)
    order = StopWorkLoader()
    stop = {
        "inspection": number,
        "ground": "28",
        "danger": "fall",
        "scope": "partial",
        "place": "3樓外牆施工架",
        "facts": "施工架內外側未設護欄，有立即發生墜落之虞",
        "stopped_on": "115.11.20",
    }
    enter(order, [stop], own)
    drafted = order.model.objects.get()
    perform(drafted, SUBMIT_ORDER, act=own, seen_state=drafted.state, seen_version=drafted.version)


def _open_violation(number: str, position: int) -> dict[str, str]:
    (statute, article, paragraph, item), description = OFFICE_BREACHES[position - 1]
    return {
        "inspection": number,
        "position": str(position),
        "statute": statute,
        "article": article,
        "paragraph": paragraph,
        "item": item,
        "description": description,
        "correct_within": "15",
    }
