from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SCHEMES = (
    ("gender", "職場性別平等認證", "Workplace Gender Equality Certification", "employment_security", "性平"),
    (
        "age",
        "中高齡者暨高齡者友善企業認證",
        "Age-Friendly Enterprise Certification",
        "employment_service",
        "友善",
    ),
)
GRADES = (
    ("gold", "金質獎", "Gold Award", 80, "grade"),
    ("silver", "銀質獎", "Silver Award", None, "grade"),
    ("bronze", "銅質獎", "Bronze Award", None, "grade"),
)
SPECIAL = (
    ("creativity", "創意獎", "Creativity Award", None, ""),
    ("progress", "精進獎", "Progress Award", None, ""),
    ("shortlisted", "入圍獎", "Shortlisted Award", None, "grade"),
)
AGE = (("awarded", "獲獎企業", "Award-Winning Enterprise", None, ""),)
ROUNDS = (
    ("gender", 109, "第一屆", GRADES[:1]),
    ("gender", 110, "第二屆", GRADES[:1]),
    ("gender", 111, "第三屆", GRADES),
    ("gender", 112, "第四屆", GRADES + SPECIAL),
    ("gender", 113, "第五屆", GRADES + SPECIAL),
    ("gender", 114, "第六屆", GRADES + SPECIAL),
    ("gender", 115, "第七屆", GRADES + SPECIAL),
    ("age", 112, "", AGE),
    ("age", 113, "", AGE),
    ("age", 114, "", AGE),
    ("age", 115, "", AGE),
)
# Months and days between which applications are taken, as far as they were published.
CALENDAR = {"gender": ((5, 1), (7, 31)), "age": ((4, 1), (6, 30))}


def add_rounds(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    scheme, one_round, level = (apps.get_model("certifications", name) for name in ("Scheme", "Round", "AwardLevel"))
    unit = apps.get_model("accounts", "Unit")
    schemes = {
        code: scheme.objects.create(
            code=code, name=name, name_en=name_en, unit=unit.objects.get(code=unit_code), number_prefix=prefix
        )
        for code, name, name_en, unit_code, prefix in SCHEMES
    }
    for code, year, ordinal, levels in ROUNDS:
        opens, closes = CALENDAR[code]
        made = one_round.objects.create(
            scheme=schemes[code],
            year=year,
            ordinal=ordinal,
            opens_on=date(year + 1911, *opens),
            closes_on=date(year + 1911, *closes),
        )
        level.objects.bulk_create(
            level(
                round=made, code=award, title=title, title_en=title_en, threshold=score, exclusive_group=group, position=n
            )
            for n, (award, title, title_en, score, group) in enumerate(levels, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("certifications", "0001_initial"), ("accounts", "0002_units")]

    operations = [migrations.RunPython(add_rounds, migrations.RunPython.noop)]
