"""What every dataset must do. A dataset's test class inherits from `DatasetContract` and gives data, no code."""

from tests.contracts.api import ApiContract
from tests.contracts.described import Cells, Defect, Described
from tests.contracts.exporting import ExportContract
from tests.contracts.filtering import FilterContract
from tests.contracts.forms import FormContract
from tests.contracts.history import HistoryContract
from tests.contracts.importing import ImportContract
from tests.contracts.lists import ListContract
from tests.contracts.roles import RoleContract, ScopeContract

__all__ = [
    "ApiContract",
    "Cells",
    "DatasetContract",
    "Defect",
    "Described",
    "ExportContract",
    "FilterContract",
    "FormContract",
    "HistoryContract",
    "ImportContract",
    "ListContract",
    "RoleContract",
    "ScopeContract",
    "UnscopedContract",
]


class UnscopedContract(
    ListContract,
    FilterContract,
    ImportContract,
    ExportContract,
    ApiContract,
    FormContract,
    HistoryContract,
    RoleContract,
):
    """For records that belong to no unit."""


class DatasetContract(UnscopedContract, ScopeContract):
    """For records that belong to a unit, whose members alone see them."""
