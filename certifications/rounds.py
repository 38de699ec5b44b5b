"""The schemes and rounds that every installation knows, and how a round of another year is made like its neighbour."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connections

from certifications.models import AwardLevel, Round, Scheme
from laborportal.accounts.models import Unit
from laborportal.rocyear.dates import from_roc

Level = tuple[str, str, str, int | None, str]

SCHEMES = (
    ("gender", "職場性別平等認證", "Workplace Gender Equality Certification", "employment_security", "性平"),
    ("age", "中高齡者暨高齡者友善企業認證", "Age-Friendly Enterprise Certification", "employment_service", "友善"),
)
GOLD: Level = ("gold", "金質獎", "Gold Award", 80, "grade")
GRADES: tuple[Level, ...] = (
    GOLD,
    ("silver", "銀質獎", "Silver Award", None, "grade"),
    ("bronze", "銅質獎", "Bronze Award", None, "grade"),
)
ALL_AWARDS: tuple[Level, ...] = (
    *GRADES,
    ("creativity", "創意獎", "Creativity Award", None, ""),
    ("progress", "精進獎", "Progress Award", None, ""),
    ("shortlisted", "入圍獎", "Shortlisted Award", None, "grade"),
)
AGE_AWARDS: tuple[Level, ...] = (("awarded", "獲獎企業", "Award-Winning Enterprise", None, ""),)
ROUNDS: tuple[tuple[str, int, str, tuple[Level, ...]], ...] = (
    ("gender", 109, "第一屆", (GOLD,)),
    ("gender", 110, "第二屆", (GOLD,)),
    ("gender", 111, "第三屆", GRADES),
    ("gender", 112, "第四屆", ALL_AWARDS),
    ("gender", 113, "第五屆", ALL_AWARDS),
    ("gender", 114, "第六屆", ALL_AWARDS),
    ("gender", 115, "第七屆", ALL_AWARDS),
    ("age", 112, "", AGE_AWARDS),
    ("age", 113, "", AGE_AWARDS),
    ("age", 114, "", AGE_AWARDS),
    ("age", 115, "", AGE_AWARDS),
)
# Month and day on which applications open and close, as published for 112.
CALENDAR = {"gender": ((5, 1), (7, 31)), "age": ((4, 1), (6, 30))}


def ensure_rounds(using: str = "default", **kwargs: Any) -> None:
    """After every migration and flush; a scheme that exists keeps its names and rounds."""
    tables = connections[using].introspection.table_names()
    if AwardLevel._meta.db_table not in tables or Scheme.objects.using(using).exists():
        return
    units = dict(Unit.objects.using(using).values_list("code", "pk"))
    schemes = {
        code: Scheme.objects.using(using).create(
            code=code, name=name, name_en=name_en, unit_id=units[unit], number_prefix=prefix
        )
        for code, name, name_en, unit, prefix in SCHEMES
        if unit in units
    }
    for code, year, ordinal, levels in ROUNDS:
        if code in schemes:
            opens_on, closes_on = (date(from_roc(year), *day) for day in CALENDAR[code])
            made = Round(scheme=schemes[code], year=year, ordinal=ordinal, opens_on=opens_on, closes_on=closes_on)
            made.save(using=using)
            AwardLevel.objects.using(using).bulk_create(levels_of(made, levels))


def levels_of(made: Round, levels: Sequence[Level]) -> list[AwardLevel]:
    return [
        AwardLevel(
            round=made, code=code, title=title, title_en=english, threshold=score, exclusive_group=group, position=place
        )
        for place, (code, title, english, score, group) in enumerate(levels, 1)
    ]


def like(made: Round, neighbour: Round | None) -> list[AwardLevel]:
    """The award levels of a round made on the way: those of *neighbour*."""
    return [
        AwardLevel(
            round=made,
            code=level.code,
            title=level.title,
            title_en=level.title_en,
            threshold=level.threshold,
            exclusive_group=level.exclusive_group,
            position=level.position,
        )
        for level in (neighbour.levels.all() if neighbour else ())
    ]


def missing_level(found: Round, code: str) -> AwardLevel:
    """An award that the scheme knows and the round does not."""
    known = {level[0]: (place, level) for place, level in enumerate((*ALL_AWARDS, *AGE_AWARDS), 1)}
    place, (code, title, english, score, group) = known[code]
    return AwardLevel(
        round=found, code=code, title=title, title_en=english, threshold=score, exclusive_group=group, position=place
    )
