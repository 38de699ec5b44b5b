from laborportal.datasets import registry
from tests.contracts.gathering import described


def test_every_dataset_keeps_the_contract() -> None:
    assert set(described()) == {dataset.name for dataset in registry.all_datasets()}
