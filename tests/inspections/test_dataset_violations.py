from typing import Any

from inspections.imports.inspections import InspectionLoader
from inspections.imports.loaders import PenaltyLoader
from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act
from laborportal.datasets.declaration import Dataset
from laborportal.imports.engine import write_plan
from laborportal.imports.loading import Loader
from laborportal.imports.planning import plan_rows
from tests.contracts import Cells, DatasetContract, Defect
from tests.inspections.test_dataset_inspections import TestInspections as Inspections
from tests.inspections.test_dataset_penalties import TestInspectionPenalties as Penalties

FIRST = {
    "inspection": "",
    "penalty": "北市勞動字第11200000011號",
    "ubn": "10000004",
    "employer": "榕澗營造股份有限公司",
    "position": "1",
    "statute": "勞動基準法",
    "article": "24",
    "paragraph": "1",
    "item": "",
    "text": "勞動基準法第24條第1項",
    "description": "延長工作時間未依規定加給工資",
    "correct_by": "2023-06-30",
    "corrected_on": "",
}
FOUND = {
    **FIRST,
    "inspection": "112-檢-0001",
    "penalty": "",
    "statute": "營造安全衛生設施標準",
    "article": "19",
    "text": "",
    "description": "有墜落危險之處所未設防護設備",
}
TYPED = {name: cell for name, cell in FIRST.items() if name != "corrected_on"}


def keep(loader: Loader[Any], rows: tuple[Cells, ...]) -> None:
    plan = plan_rows(loader, (loader.read(number, row) for number, row in enumerate(rows, start=1)))
    assert plan.errors == []
    write_plan(plan, Act(system_user()))


class WithOrigins(DatasetContract):
    """Both kinds of what a violation comes from are on file."""

    name = "violations"
    change = {"description": "工資未全額給付", "correct_by": "2023-07-05"}

    def prepare(self) -> None:
        keep(PenaltyLoader(), Penalties.rows)
        keep(InspectionLoader(), Inspections.rows)


class TestViolations(WithOrigins):
    rows = (
        FIRST,
        {
            **FIRST,
            "ubn": "10000010",
            "employer": "霽禾餐飲有限公司",
            "article": "17-1",
            "item": "1、2",
            "text": "",
            "correct_by": "",
        },
        {
            **FIRST,
            "penalty": "北市勞檢字第11200000021號",
            "ubn": "",
            "employer": "澄墨物流股份有限公司",
            "position": "3",
            "statute": "",
            "article": "",
            "paragraph": "",
            "text": "另詳說明",
            "description": "",
            "corrected_on": "2023-07-01",
        },
    )
    form_row = TYPED
    found_by = ("榕澗",)
    defects = (
        Defect({"penalty": ""}, "penalty"),
        Defect({"penalty": "沒有這一號"}, "penalty", "沒有這一號"),
        Defect({"inspection": "I1"}, "inspection", "I1"),
        Defect({"employer": "別家公司", "ubn": ""}, "employer", "榕澗營造股份有限公司"),
        Defect({"employer": "", "ubn": ""}, "employer"),
        Defect({"position": "0"}, "position"),
        Defect({"position": "一"}, "position"),
        Defect({"article": "", "text": ""}, "article"),
        Defect({"correct_by": "112.02.30"}, "correct_by"),
    )
    oddities = (Defect({"corrected_on": "2099-01-01"}, "corrected_on"),)


class TestViolationsThatInspectionsFound(WithOrigins):
    """The same dataset, with the other key."""

    rows = (
        FOUND,
        {**FOUND, "position": "2", "article": "20", "penalty": "北市勞動字第11200000011號"},
        {
            **FOUND,
            "inspection": "112-檢-0003",
            "ubn": "",
            "employer": "澄墨物流股份有限公司",
            "article": "",
            "text": "另詳說明",
            "statute": "",
            "paragraph": "",
            "correct_by": "",
            "corrected_on": "2024-02-01",
        },
    )
    form_row = {name: cell for name, cell in FOUND.items() if name != "corrected_on"}
    defects = (
        Defect({"inspection": "沒有這一號"}, "inspection", "沒有這一號"),
        Defect({"employer": "別家公司", "ubn": ""}, "employer", "榕澗營造股份有限公司"),
        Defect({"ubn": "10000010", "employer": ""}, "ubn", "榕澗營造股份有限公司"),
        Defect({"corrected_on": "2023-03-28"}, "corrected_on"),
        Defect({"penalty": "沒有這一號"}, "penalty"),
        Defect({"article": ""}, "article"),
    )

    def test_it_is_known_by_its_inspection_also_once_a_penalty_names_it(self) -> None:
        keys = [self.dataset.key_of(record) for record in self.loaded()]
        assert keys == ["112-檢-0001|1", "112-檢-0001|2", "112-檢-0003|1"]

    def test_it_counts_in_the_year_of_its_inspection(self) -> None:
        self.loaded()
        found: Dataset = self.dataset
        years = {year: found.records().filter(found.year_q(year)).count() for year in (111, 112, 113)}
        assert years == {111: 0, 112: 2, 113: 1}
