from tests.contracts import Defect, UnscopedContract

FIRST = {
    "ubn": "10000004",
    "name": "台北榕澗營造股份有限公司",
    "sector": "private",
    "district": "中山區",
    "industry_code": "4100",
    "employees": "1186",
    "address": "臺北市中山區榕汀路1號",
}


class TestEmployers(UnscopedContract):
    name = "employers"
    rows = (
        FIRST,
        {**FIRST, "ubn": "10000010", "name": "霽禾餐飲有限公司", "district": "", "employees": "", "address": ""},
        {**FIRST, "ubn": "", "name": "=澄墨 圖書館", "sector": "public", "industry_code": "", "employees": "0"},
    )
    change = {"district": "大安區", "employees": "900", "address": ""}
    found_by = ("臺北榕澗", "10000004", "1000 榕澗")
    defects = (
        Defect({"ubn": "甲"}, "ubn"),
        Defect({"ubn": "123456789"}, "ubn"),
        Defect({"name": ""}, "name"),
        Defect({"name": "甲|乙"}, "name"),
        Defect({"name": "長" * 201}, "name"),
        Defect({"sector": "church"}, "sector"),
        Defect({"sector": ""}, "sector"),
        Defect({"employees": "-1"}, "employees"),
        Defect({"employees": "很多"}, "employees"),
        Defect({"employees": "3000000000"}, "employees"),
        Defect({"district": "長" * 21}, "district"),
    )
    oddities = (Defect({"ubn": "10000005"}, "ubn", "10000005"),)
