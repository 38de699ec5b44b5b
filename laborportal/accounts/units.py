"""The units every installation starts with; an administrator may name more."""

from typing import Any

from django.db import connections

from laborportal.accounts.models import Unit

UNITS = (
    ("planning", "綜合企劃科", "General Planning Division"),
    ("employment_security", "就業安全科", "Employment Security Division"),
    ("labour_standards", "勞動基準科", "Labor Standards Division"),
    (
        "occupational_safety",
        "職業安全衛生科",
        "Occupational Safety and Health Division",
    ),
    ("labour_education", "勞動教育文化科", "Labor Education and Culture Division"),
    ("labour_relations", "勞資關係科", "Labor Relations Division"),
    ("inspection_office", "勞動檢查處", "Labor Inspection Office"),
    ("labour_conditions", "勞動條件檢查組", "Labor Conditions Inspection Section"),
    ("employment_service", "就業服務處", "Employment Services Office"),
    ("rehabilitation", "勞動力重建運用處", "Foreign and Disabled Labor Office"),
    ("vocational", "職能發展學院", "Vocational Development Institute"),
)


def ensure_units(using: str = "default", **kwargs: Any) -> None:
    """After every migration and flush; a unit that exists keeps its names."""
    if Unit._meta.db_table not in connections[using].introspection.table_names():
        return
    Unit.objects.using(using).bulk_create(
        (Unit(code=code, name=name, name_en=name_en) for code, name, name_en in UNITS),
        ignore_conflicts=True,
    )
