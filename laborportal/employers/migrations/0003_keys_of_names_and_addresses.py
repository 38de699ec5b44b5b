from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from laborportal.employers.spelling import address_key, name_core

BATCH = 2000
KEY_LENGTH = 400
KEYS = ["name_core", "name_end", "address_key"]


def write_keys(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    employers = apps.get_model("employers", "Employer").objects
    batch = []
    for employer in employers.only("name_key", "address").order_by("pk").iterator(chunk_size=BATCH):
        employer.name_core = name_core(employer.name_key)
        employer.name_end = employer.name_core[::-1]
        employer.address_key = address_key(employer.address)[:KEY_LENGTH]
        batch.append(employer)
        if len(batch) == BATCH:
            employers.bulk_update(batch, KEYS)
            batch = []
    employers.bulk_update(batch, KEYS)


class Migration(migrations.Migration):
    dependencies = [("employers", "0002_names_numbers_and_merges")]

    operations = [migrations.RunPython(write_keys, migrations.RunPython.noop, elidable=True)]
