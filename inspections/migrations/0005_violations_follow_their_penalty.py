"""Violations on file repeat the employer, unit and day of their penalty, as every later one does when it is written."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

BATCH = 10_000


def follow(apps, schema_editor):
    violations = apps.get_model("inspections", "Violation").objects.using(schema_editor.connection.alias)
    penalties = apps.get_model("inspections", "InspectionPenalty").objects.using(schema_editor.connection.alias)
    its = penalties.filter(pk=OuterRef("penalty"))
    fields = {"employer_id": "employer_id", "unit_id": "unit_id", "counted_on": "decided_on"}
    last = violations.order_by("-pk").values_list("pk", flat=True).first() or 0
    for first in range(0, last + 1, BATCH):
        batch = violations.filter(pk__gte=first, pk__lt=first + BATCH, counted_on=None)
        batch.update(**{field: Subquery(its.values(name)[:1]) for field, name in fields.items()})


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("inspections", "0004_violations_found_by_inspections")]
    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
