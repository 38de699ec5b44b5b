from inspections.imports.loaders import PenaltyLoader
from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act
from laborportal.imports.engine import write_plan
from laborportal.imports.planning import plan_rows
from tests.contracts import DatasetContract, Defect
from tests.inspections.test_dataset_penalties import TestInspectionPenalties as Penalties

FIRST = {
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


class TestViolations(DatasetContract):
    name = "violations"
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
    change = {"description": "工資未全額給付", "corrected_on": "2023-07-05"}
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

    def prepare(self) -> None:
        loader = PenaltyLoader()
        plan = plan_rows(loader, (loader.read(number, row) for number, row in enumerate(Penalties.rows, start=1)))
        write_plan(plan, Act(system_user()))
