"""Rows of the two datasets, and a list of violators with every oddity of the published ones; all of it invented."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from laborportal.audit.recording import Act
from laborportal.imports.engine import Result, run_import
from laborportal.imports.loading import Loader
from tests.factories.imports import csv_file

CITY = (
    "公告日期",
    "處分日期",
    "處分字號",
    "事業單位或事業主之名稱",
    "負責人姓名",
    "違反勞動基準法條款",
    "違反法規內容",
    "罰鍰金額",
    "備註",
)
GENDER = (
    "編號",
    "公告日期",
    "處分日期",
    "處分字號",
    "事業單位名稱/自然人姓名",
    "事業單位代表人",
    "違反性別平等工作法（修正前為性別工作平等法，下同）條款",
    "違反法規內容",
    "罰鍰金額",
    "備註",
)
ITEMS_OF_CITY = ("announced", "decided", "number", "employer", "person", "articles", "description", "amount", "remark")


def penalty(**cells: Any) -> dict[str, str]:
    valid = {
        "number": "北市勞動字第11200000011號",
        "ubn": "",
        "employer": "榕澗營造股份有限公司",
        "decided_on": "112.03.29",
        "announced_on": "112.05.05",
        "articles": "勞動基準法第24條第1項;勞動基準法第36條第1項",
        "act": "",
        "amount": "20,000",
        "remark": "",
    }
    return valid | {name: str(value) for name, value in cells.items()}


def violation(**cells: Any) -> dict[str, str]:
    valid = {
        "penalty": "北市勞動字第11200000011號",
        "position": "1",
        "statute": "勞動基準法",
        "article": "24",
        "paragraph": "1",
        "text": "",
        "description": "延長工作時間未依規定加給工資",
    }
    return valid | {name: str(value) for name, value in cells.items()}


def load(loader: type[Loader[Any]], folder: Path, act: Act, *rows: Mapping[str, str], **options: Any) -> Result:
    return run_import(loader(), csv_file(folder, rows), act, dataset="x", **options)


def decision(**cells: Any) -> dict[str, str]:
    """A row of the city's labour standards list by the names of ITEMS_OF_CITY."""
    valid = {
        "announced": "1120505",
        "decided": "1120329",
        "number": "北市勞動字第11200000011號",
        "employer": "榕澗營造股份有限公司",
        "person": "王甲",
        "articles": "勞動基準法第24條第1項;勞動基準法第36條第1項",
        "description": "延長工作時間未依規定加給工資;未使勞工每7日中有2日之休息，其中1日為例假，1日為休息日",
        "amount": "20000",
        "remark": "",
    }
    unknown = cells.keys() - valid.keys()
    assert not unknown
    return valid | {name: str(value) for name, value in cells.items()}


def city_file(
    folder: Path, rows: Iterable[Mapping[str, str]], header: Sequence[str] = CITY, name: str = "city.csv"
) -> Path:
    """As the city publishes it: UTF-8 with BOM, CRLF."""
    named = [dict(zip(header, (row[item] for item in ITEMS_OF_CITY), strict=True)) for row in rows]
    return csv_file(folder, named, header=header, name=name, encoding="utf-8-sig")


def gender_file(folder: Path, rows: Iterable[Mapping[str, str]], name: str = "gender.csv") -> Path:
    """As the city publishes it: CP950, a running number, a row of 無 for a month without violators."""
    placeholder = {
        **dict.fromkeys(GENDER, "無"),
        "編號": "1",
        "公告日期": "1120405",
        "備註": "本期無違反性別平等工作法之事業單位",
    }
    named = [
        {"編號": str(count), **dict(zip(GENDER[1:], (row[item] for item in ITEMS_OF_CITY), strict=True))}
        for count, row in enumerate(rows, start=2)
    ]
    return csv_file(folder, [placeholder, *named], header=GENDER, name=name, encoding="cp950")


# One row for each oddity of the published file; the numbers are unlike any real letter's.
ODD_ROWS: tuple[dict[str, str], ...] = (
    decision(),
    decision(
        number="北市勞動字第11200000021號",
        employer="霽禾餐飲有限公司",
        articles="勞動基準法第24條",
        amount="",
        description="加班費",
    ),
    decision(
        number="北市勞動字第11200000031號",
        employer="澄墨物流股份有限公司 ",
        amount="1,234,000",
        remark="訴願駁回;112年度勞動條件專案",
    ),
    decision(number="北市勞動字第11200000041號", employer="穗嶺生技股份有限公司", decided="1110131", remark="訴願中"),
    decision(number="北市勞動字第11200000041號", employer="岫雲商旅股份有限公司", decided="1110131"),
    decision(number="府勞動第11200000051號", employer="沐楮保全股份有限公司", decided="11203298"),
    decision(
        number="北市勞動字11200000061號",
        employer="砌原資訊股份有限公司",
        articles="動基準法第36條第1項;另詳說明 ",
        description="未休",
    ),
    decision(
        number="北市勞動字第11200000071號",
        employer="礫溪精密工業股份有限公司",
        articles="勞動基準法第17-1條第1項;勞動基準法第24條(105.12.22以前適用);勞動基準法第55條第1項第1、2款;第38條",
        description="派遣;加班;退休;特休",
        remark="112年度勞動條件專案\n訴訟中",
    ),
)
