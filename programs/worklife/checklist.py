"""The first version of the self-check: the guideline's content in 25 items, until its official text is entered."""

from datetime import date
from typing import Any

from django.db import connections

from laborportal.activities.models import ITEMS
from programs.worklife.models import ChecklistItem, ChecklistVersion
from programs.worklife.states import Theme

IN_FORCE = date(2023, 3, 1)
SOURCE = "依臺北市事業單位實施居家工作勞動條件保障指導原則（112年3月1日實施）之七大重點暫擬，正式檢核文字尚未輸入"
DRAFT: tuple[tuple[Theme, tuple[str, ...]], ...] = (
    (
        Theme.AGREEMENT,
        (
            "居家工作經勞雇雙方協商同意",
            "居家工作事項訂有書面約定（勞動契約、工作規則或團體協約）",
            "書面約定載明工作地點",
            "書面約定載明工作內容及範圍",
            "書面約定載明設備及費用之負擔",
            "約定恢復原工作地點之條件及程序",
        ),
    ),
    (
        Theme.RIGHTS,
        (
            "工資不因居家工作而減損",
            "職務及職等不因居家工作而調降",
            "請假及休假權利不因居家工作而減損",
            "考核及升遷不因居家工作而受不利對待",
        ),
    ),
    (
        Theme.HOURS,
        (
            "訂有每日工作起迄及休息時間",
            "建立工時回報方式並備置出勤紀錄",
            "延長工作時間訂有申請及回報程序",
            "延長工作時間依法給付工資或補休",
        ),
    ),
    (
        Theme.DISCONNECT,
        (
            "約定工作時間外無須回應工作訊息",
            "勞工離線不受不利對待",
            "主管知悉並遵守離線約定",
        ),
    ),
    (
        Theme.SAFETY,
        (
            "工作空間及照明適當",
            "提醒避免分心並適度休息",
            "提供身心關懷及緊急聯繫窗口",
            "辦理居家工作安全衛生教育訓練",
            "安全衛生工作守則納入居家工作",
        ),
    ),
    (Theme.COMPLAINTS, ("設有居家工作爭議之申訴管道",)),
    (Theme.EQUIPMENT, ("提供居家工作必要之設備", "補助居家工作所生之必要費用")),
)


def draft_items() -> list[tuple[Theme, str]]:
    return [(theme, text) for theme, texts in DRAFT for text in texts]


def ensure_checklist(using: str = "default", **kwargs: Any) -> None:
    """After every migration and flush; where any version is on file nothing is added."""
    tables = connections[using].introspection.table_names()
    if ChecklistItem._meta.db_table not in tables or ChecklistVersion.objects.using(using).exists():
        return
    version = ChecklistVersion.objects.using(using).create(number=1, valid_from=IN_FORCE, is_draft=True, source=SOURCE)
    add_items(version, draft_items(), using)


def add_items(version: ChecklistVersion, items: list[tuple[Theme, str]], using: str = "default") -> None:
    assert len(items) == ITEMS
    ChecklistItem.objects.using(using).bulk_create(
        ChecklistItem(version=version, position=position, theme=theme, text=text)
        for position, (theme, text) in enumerate(items, start=1)
    )
