from tests.contracts import DatasetContract, Defect

FIRST = {
    "number": "112-災-001",
    "occurred_on": "2023-03-29",
    "ubn": "10000004",
    "employer": "榕澗營造股份有限公司",
    "site": "穗安路新建工程",
    "district": "中山區",
    "kind": "fall",
    "industry": "construction",
    "public_works": "city",
    "deaths": "1",
    "injuries": "2",
    "status": "confirmed",
}


class TestAccidents(DatasetContract):
    name = "accidents"
    rows = (
        FIRST,
        {
            **FIRST,
            "number": "112-災-002",
            "ubn": "10000010",
            "employer": "霽禾餐飲有限公司",
            "site": "",
            "district": "",
            "kind": "traffic",
            "industry": "other",
            "public_works": "none",
            "deaths": "0",
            "injuries": "1",
            "status": "pending",
        },
        {
            **FIRST,
            "number": "112-災-003",
            "occurred_on": "2022-12-31",
            "ubn": "",
            "employer": "澄墨精密工業股份有限公司",
            "site": "第二廠",
            "kind": "caught_in",
            "industry": "manufacturing",
            "public_works": "none",
            "status": "excluded",
        },
    )
    change = {"deaths": "2", "site": "穗安路新建工程二期", "district": "大同區", "status": "pending"}
    form_row = {name: text for name, text in FIRST.items() if name != "status"}
    form_change = {"deaths": "2", "site": "穗安路新建工程二期", "district": "大同區"}
    found_by = ("災-001", "榕澗", "10000004", "穗安路")
    defects = (
        Defect({"number": ""}, "number"),
        Defect({"number": "甲|乙"}, "number"),
        Defect({"occurred_on": "112.2.30"}, "occurred_on"),
        Defect({"employer": ""}, "employer"),
        Defect({"kind": "meteorite"}, "kind", "fall（"),
        Defect({"industry": "fishing"}, "industry"),
        Defect({"public_works": "national"}, "public_works"),
        Defect({"industry": "manufacturing"}, "public_works"),
        Defect({"deaths": "-1"}, "deaths"),
        Defect({"deaths": ""}, "deaths"),
        Defect({"injuries": "一"}, "injuries"),
        Defect({"status": "rumoured"}, "status"),
        Defect({"status": ""}, "status"),
    )
    oddities = (
        Defect({"deaths": "0", "injuries": "0"}, "injuries"),
        Defect({"occurred_on": "2099-01-01"}, "occurred_on"),
    )
