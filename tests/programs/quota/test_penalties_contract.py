from tests.contracts import DatasetContract, Defect

FIRST = {
    "number": "北市勞運字第11260000011號",
    "ubn": "10000004",
    "employer": "榕澗營造股份有限公司",
    "decided_on": "2023-06-15",
    "ground": "3",
    "amount": "20000",
    "paid_on": "2023-07-20",
    "appeal": "dismissed",
}


class TestQuotaPenalties(DatasetContract):
    name = "quota_penalties"
    rows = (
        FIRST,
        {
            **FIRST,
            "number": "北市勞運字第11260000021號",
            "ubn": "10000010",
            "employer": "霽禾餐飲有限公司",
            "decided_on": "2022-01-31",
            "ground": "4",
            "amount": "100000",
            "paid_on": "",
            "appeal": "none",
        },
        {
            **FIRST,
            "number": "北市勞運字第11260000031號",
            "ubn": "",
            "employer": "澄墨物流股份有限公司",
            "ground": "1",
            "amount": "60000",
            "paid_on": "",
            "appeal": "revoked",
        },
    )
    change = {"amount": "40000", "paid_on": "", "appeal": "pending"}
    form_row = {name: text for name, text in FIRST.items() if name not in ("paid_on", "appeal")}
    form_change = {"amount": "40000", "ground": "2"}
    found_by = ("0000011號", "榕澗", "10000004")
    defects = (
        Defect({"decided_on": "10409298"}, "decided_on"),
        Defect({"decided_on": ""}, "decided_on"),
        Defect({"ground": ""}, "ground"),
        Defect({"ground": "5"}, "ground"),
        Defect({"amount": ""}, "amount"),
        Defect({"amount": "0"}, "amount"),
        Defect({"amount": "-1"}, "amount"),
        Defect({"amount": "9999"}, "amount", "10,000"),
        Defect({"amount": "100001"}, "amount", "100,000"),
        Defect({"amount": "二萬"}, "amount"),
        Defect({"paid_on": "112.2.30"}, "paid_on"),
        Defect({"appeal": "withdrawn"}, "appeal"),
        Defect({"number": ""}, "number"),
        Defect({"number": "甲|乙"}, "number"),
        Defect({"employer": ""}, "employer"),
        Defect({"ubn": "甲"}, "ubn"),
    )
    oddities = (
        Defect({"amount": "10000"}, "amount", "18"),
        Defect({"amount": "19999"}, "amount", "18"),
        Defect({"paid_on": "2023-06-14"}, "paid_on"),
        Defect({"decided_on": "2099-01-01", "paid_on": ""}, "decided_on"),
    )
