from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

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


def add_units(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    unit = apps.get_model("accounts", "Unit")
    known = set(unit.objects.values_list("code", flat=True))
    unit.objects.bulk_create(
        unit(code=code, name=name, name_en=name_en)
        for code, name, name_en in UNITS
        if code not in known
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(add_units, migrations.RunPython.noop)]
