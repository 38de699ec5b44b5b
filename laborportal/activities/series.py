"""The series every installation starts with; an administrator may name more."""

from typing import Any

from django.db import connections

from laborportal.accounts.models import Unit
from laborportal.activities.models import Series

SERIES = (
    (
        "facilities_briefing",
        "哺(集)乳室與托兒設施措施宣導會",
        "Nursing-room and childcare briefing",
        "employment_security",
    ),
    ("remote_work_seminar", "企業實施遠距工作相關法令研習會", "Remote-work law seminar", "labour_standards"),
    ("gender_briefing", "職場性別平等認證徵件說明會", "Gender-equality certification briefing", "employment_security"),
    ("gender_advocacy", "多元性別、職場平權暨性騷擾防治研習會", "Workplace-equality session", "employment_security"),
    ("gender_ceremony", "職場性別平等認證表揚記者會", "Gender-equality award ceremony", "employment_security"),
    (
        "age_briefing",
        "中高齡者暨高齡者友善企業認證說明會",
        "Age-friendly certification briefing",
        "employment_security",
    ),
    ("age_job_fair", "中高齡友善企業聯合就業博覽會", "Age-friendly job fair", "employment_service"),
    ("quota_workshop", "足額進用身心障礙者工作坊", "Disability quota workshop", "rehabilitation"),
    ("quota_seminar", "足額進用身心障礙者座談會", "Disability quota round table", "rehabilitation"),
    ("career_talk", "職涯諮詢服務計畫職能專題講座", "Career talk", "vocational"),
    ("film_screening", "推廣勞動影像放映", "Labor-film screening", "labour_education"),
    ("film_festival", "勞工影展", "Labor film festival", "labour_education"),
    ("film_retrospective", "勞動金像獎回顧展", "Labor film award retrospective", "labour_education"),
    ("campus_talk", "勞動好YOUNG前進校園勞動權益宣導講座", "Campus talk on labor rights", "labour_education"),
    ("board_game", "勞動桌遊校園巡迴活動", "Labor board-game school tour", "labour_education"),
    ("lesson_sharing", "培育青少年勞動意識教案分享活動", "Lesson-plan sharing session", "labour_education"),
)


def ensure_series(using: str = "default", **kwargs: Any) -> None:
    """After every migration and flush; a series that exists keeps its names and unit."""
    tables = connections[using].introspection.table_names()
    if Series._meta.db_table not in tables or Unit._meta.db_table not in tables:
        return
    units = dict(Unit.objects.using(using).values_list("code", "pk"))
    Series.objects.using(using).bulk_create(
        (
            Series(code=code, name=name, name_en=name_en, unit_id=units[unit])
            for code, name, name_en, unit in SERIES
            if unit in units
        ),
        ignore_conflicts=True,
    )
