from io import StringIO

from django.core.management import call_command

from laborportal.datasets.registry import all_datasets
from tests.architecture.source import ROOT


def printed() -> str:
    out = StringIO()
    call_command("data_dictionary", stdout=out)
    return out.getvalue()


def test_the_data_dictionary_is_of_today() -> None:
    file = ROOT / "docs" / "data-dictionary.md"
    assert file.read_text(encoding="utf-8") == printed(), "manage.py data_dictionary --output docs/data-dictionary.md"


def test_every_column_of_every_dataset_is_in_it() -> None:
    text = printed()
    for dataset in all_datasets():
        part = text.partition(f"## `{dataset.name}`")[2].partition("\n## ")[0]
        for column in dataset.columns:
            assert f"| `{column.name}` |" in part
