"""The kinds of accident every installation starts with; an administrator may name more."""

from typing import Any

from django.db import connections

from inspections.models import AccidentKind

KINDS = (
    ("fall", "墜落、滾落", "Fall from a height"),
    ("slip", "跌倒", "Slip or trip"),
    ("collision", "衝撞", "Collision"),
    ("falling_object", "物體飛落", "Falling or flying object"),
    ("collapse", "物體倒塌、崩塌", "Collapse"),
    ("struck_by", "被撞", "Struck by an object"),
    ("caught_in", "被夾、被捲", "Caught in or between"),
    ("cut", "被切、割、擦傷", "Cut or abrasion"),
    ("stepping", "踩踏", "Stepping on an object"),
    ("drowning", "溺斃", "Drowning"),
    ("temperature", "與高溫、低溫之接觸", "Contact with heat or cold"),
    ("harmful_substance", "與有害物等之接觸", "Contact with harmful substances"),
    ("electric_shock", "感電", "Electric shock"),
    ("explosion", "爆炸", "Explosion"),
    ("rupture", "物體破裂", "Rupture of an object"),
    ("fire", "火災", "Fire"),
    ("overexertion", "不當動作", "Overexertion or awkward movement"),
    ("traffic", "交通事故", "Traffic accident"),
    ("other", "其他", "Other"),
)


def ensure_kinds(using: str = "default", **kwargs: Any) -> None:
    """After every migration and flush; a kind that exists keeps its names."""
    if AccidentKind._meta.db_table not in connections[using].introspection.table_names():
        return
    AccidentKind.objects.using(using).bulk_create(
        (AccidentKind(code=code, name=name, name_en=name_en) for code, name, name_en in KINDS),
        ignore_conflicts=True,
    )
