from tests.contracts import DatasetContract, Defect

FIRST = {
    "number": "北市勞動字第11200000011號",
    "ubn": "10000004",
    "employer": "榕澗營造股份有限公司",
    "decided_on": "2023-03-29",
    "announced_on": "2023-05-05",
    "articles": "勞動基準法第24條第1項;勞動基準法第36條第1項",
    "act": "labour_standards",
    "amount": "20000",
    "remark": "訴願駁回;112年度勞動條件專案",
}


class TestInspectionPenalties(DatasetContract):
    name = "inspection_penalties"
    rows = (
        FIRST,
        {
            **FIRST,
            "ubn": "10000010",
            "employer": "霽禾餐飲有限公司",
            "decided_on": "2022-01-31",
            "announced_on": "",
            "amount": "",
            "remark": "",
        },
        {
            **FIRST,
            "number": "北市勞檢字第11200000021號",
            "ubn": "",
            "employer": "澄墨物流股份有限公司",
            "articles": "營造安全衛生設施標準第19條第1項暨職業安全衛生法第6條第1項第5款",
            "act": "occupational_safety",
            "amount": "1000000",
            "remark": "訴願中",
        },
    )
    change = {"amount": "30000", "remark": "訴願中"}
    found_by = ("專案", "榕澗", "10000004")
    defects = (
        Defect({"decided_on": "10409298"}, "decided_on"),
        Defect({"announced_on": "明年"}, "announced_on"),
        Defect({"amount": "0"}, "amount"),
        Defect({"amount": "-1"}, "amount"),
        Defect({"amount": "二萬"}, "amount"),
        Defect({"act": "civil_code"}, "act"),
        Defect({"articles": ""}, "articles"),
        Defect({"number": ""}, "number"),
        Defect({"number": "甲|乙"}, "number"),
        Defect({"inspection": "I1"}, "inspection", "I1"),
        Defect({"employer": ""}, "employer"),
        Defect({"ubn": "甲"}, "ubn"),
    )
    oddities = (
        Defect({"announced_on": "2023-01-01"}, "announced_on"),
        Defect({"decided_on": "2099-01-01", "announced_on": ""}, "decided_on"),
    )
