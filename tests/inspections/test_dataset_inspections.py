from tests.contracts import DatasetContract, Defect

FIRST = {
    "number": "112-檢-0001",
    "ubn": "10000004",
    "employer": "榕澗營造股份有限公司",
    "unit": "inspection_office",
    "kind": "project",
    "project": "112年度營造業防墜專案",
    "inspected_on": "2023-03-29",
    "industry": "construction",
    "result": "violation",
    "stop_work": "yes",
}


class TestInspections(DatasetContract):
    name = "inspections"
    rows = (
        FIRST,
        {
            **FIRST,
            "number": "112-檢-0002",
            "ubn": "10000010",
            "employer": "霽禾餐飲有限公司",
            "unit": "labour_conditions",
            "kind": "complaint",
            "project": "",
            "inspected_on": "2022-12-31",
            "industry": "general",
            "result": "no_violation",
            "stop_work": "no",
        },
        {
            **FIRST,
            "number": "112-檢-0003",
            "ubn": "",
            "employer": "澄墨物流股份有限公司",
            "kind": "reinspection",
            "project": "",
            "inspected_on": "2024-01-01",
            "stop_work": "no",
        },
    )
    change = {"kind": "general", "project": "", "stop_work": "no", "inspected_on": "2023-03-30"}
    found_by = ("防墜", "榕澗", "10000004", "檢-0001")
    defects = (
        Defect({"number": ""}, "number"),
        Defect({"number": "甲|乙"}, "number"),
        Defect({"unit": "labour_standards"}, "unit", "inspection_office"),
        Defect({"unit": ""}, "unit"),
        Defect({"kind": "surprise"}, "kind", "surprise"),
        Defect({"inspected_on": "10409298"}, "inspected_on"),
        Defect({"industry": "farming"}, "industry"),
        Defect({"result": "maybe"}, "result"),
        Defect({"stop_work": "perhaps"}, "stop_work"),
        Defect({"stop_work": ""}, "stop_work"),
        Defect({"employer": ""}, "employer"),
        Defect({"ubn": "甲"}, "ubn"),
    )
    oddities = (
        Defect({"inspected_on": "2099-01-01"}, "inspected_on"),
        Defect({"result": "no_violation"}, "stop_work"),
    )
