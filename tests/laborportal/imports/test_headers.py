import pytest
from django.conf import settings
from django.utils import translation

from laborportal.datasets.declaration import Dataset
from laborportal.datasets.registry import all_datasets
from laborportal.imports.headers import Header, header_key


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("dataset", all_datasets(), ids=lambda dataset: dataset.name)
def test_each_label_names_one_column_of_its_dataset(dataset: Dataset, language: str) -> None:
    columns = dataset.columns
    with translation.override(language):
        labels = {column.name: str(column.label) for column in columns}
    assert len({header_key(label) for label in labels.values()}) == len(columns)
    header = Header(columns)
    assert {name: header.known[header_key(label)].name for name, label in labels.items()} == {
        name: name for name in labels
    }
