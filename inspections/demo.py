"""Invented penalties of the spring and summer of 115: after what the city has published, so that its list adds up."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from inspections.accident_demo import accidents, city_statistics
from inspections.inspection_demo import found_violations, inspections, load
from laborportal.employers.demo import employers

MANY = 40
FIRST_DAY = date(2026, 3, 2)
DAYS_BETWEEN = 4
DAYS_TO_ANNOUNCEMENT = 37
SAFETY = "職業安全衛生法"

# Reference (statute, article, paragraph, item, joined act) and what the city writes beside it.
BREACHES: tuple[tuple[tuple[str, str, str, str, str], str], ...] = (
    (("勞動基準法", "24", "1", "", ""), "延長工作時間未依規定加給工資"),
    (("勞動基準法", "32", "2", "", ""), "延長工作時間超過法令規定"),
    (("勞動基準法", "30", "6", "", ""), "出勤紀錄未逐日記載勞工出勤情形至分鐘為止"),
    (("勞動基準法", "36", "1", "", ""), "未使勞工每7日中有2日之休息，其中1日為例假，1日為休息日"),
    (("勞動基準法", "22", "2", "", ""), "工資未全額給付給勞工"),
    (("勞動基準法", "39", "", "", ""), "假日工資未給或於休假日工作未依規定加給工資"),
    (("勞動基準法", "38", "4", "", ""), "勞工之特別休假，因年度終結或契約終止而未休之日數，雇主未發給工資"),
    (("性別平等工作法", "13", "2", "", ""), "雇主未盡工作場所性騷擾防治義務"),
    (("最低工資法", "5", "", "", ""), "工資低於最低工資"),
    (("營造安全衛生設施標準", "19", "1", "", f"暨{SAFETY}第6條第1項第5款"), "有墜落危險之處所未設防護設備"),
    (
        ("職業安全衛生設施規則", "228", "", "", f"暨{SAFETY}第6條第1項第5款"),
        "高差超過1.5公尺以上之場所作業，未設置安全上下之設備",
    ),
    ((SAFETY, "27", "1", "1、2、3", ""), "未採取共同作業之統合管理措施"),
)
# Which breaches a decision names; in turn.
DECISIONS: tuple[tuple[int, ...], ...] = (
    (0, 1), (9,), (2,), (3, 5), (7,), (11, 9), (4,), (1, 2, 3), (8,), (10,), (6,), (0,), (11,), (5, 6), (9, 10), (2, 4),
)  # fmt: skip
AMOUNTS = ("20000", "50000", "20000", "40000", "100000", "60000", "20000", "70000", "", "30000", "20000", "90000")
CAMPAIGN = "115年度連鎖餐飲業勞動條件專案"
REMARKS = ("", "", "訴願中", "", CAMPAIGN, "", "", "訴願駁回", "", f"訴願駁回;{CAMPAIGN}", "", "訴願自行撤回")


def _reference(breach: int) -> str:
    (statute, article, paragraph, item, joined), _description = BREACHES[breach]
    parts = (f"第{article}條", f"第{paragraph}項" if paragraph else "", f"第{item}款" if item else "", joined)
    return statute + "".join(parts)


def _decided() -> Iterator[tuple[int, str, Mapping[str, str], date, tuple[int, ...]]]:
    """Running number, letter number, employer, day and breaches of each decision."""
    private = [employer for employer in employers() if employer["sector"] == "private"]
    for step in range(MANY):
        breaches = DECISIONS[step % len(DECISIONS)]
        office = "北市勞檢字" if breaches[0] >= 9 else "北市勞動字"
        day = FIRST_DAY + timedelta(days=step * DAYS_BETWEEN)
        yield step, f"{office}第1156{step:03d}0{step % 9 + 1}01號", private[step * 11 % len(private)], day, breaches


def penalties() -> Iterator[dict[str, str]]:
    for step, number, employer, day, breaches in _decided():
        yield {
            "number": number,
            "inspection": "",
            "ubn": employer["ubn"],
            "employer": employer["name"],
            "decided_on": day.isoformat(),
            "announced_on": (day + timedelta(days=DAYS_TO_ANNOUNCEMENT)).isoformat(),
            "articles": ";".join(map(_reference, breaches)),
            "act": "",
            "amount": AMOUNTS[step % len(AMOUNTS)],
            "remark": REMARKS[step % len(REMARKS)],
        }


def violations() -> Iterator[dict[str, str]]:
    for _step, number, employer, _day, breaches in _decided():
        for position, breach in enumerate(breaches, start=1):
            (statute, article, paragraph, item, _joined), description = BREACHES[breach]
            yield {
                "penalty": number,
                "ubn": employer["ubn"],
                "employer": employer["name"],
                "position": str(position),
                "statute": statute,
                "article": article,
                "paragraph": paragraph,
                "item": item,
                "text": _reference(breach),
                "description": description,
            }


DEMONSTRATION: list[tuple[str, Callable[[], Iterable[Mapping[str, str]]]]] = [
    ("inspections", inspections),
    ("inspection_penalties", penalties),
    ("violations", violations),
    ("violations", found_violations),
    ("accidents", accidents),
    ("city_statistics", city_statistics),
]

__all__ = ["DEMONSTRATION", "load"]
