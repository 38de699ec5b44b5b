from tests.contracts import DatasetContract, Defect

FIRST = {
    "year": "112",
    "city": "臺北市",
    "fatalities": "14",
    "accident_cases": "3525",
    "average_insured": "3000000",
    "period": "1-11",
    "as_of": "2024-01-31",
    "source": "職業災害統計月報",
}


class TestCityStatistics(DatasetContract):
    name = "city_statistics"
    rows = (
        FIRST,
        {**FIRST, "city": "新北市", "fatalities": "", "accident_cases": "0"},
        {**FIRST, "year": "111", "average_insured": "", "period": "1-12", "source": "統計年報"},
    )
    change = {"fatalities": "15", "accident_cases": "", "as_of": "2024-02-29"}
    found_by = ("臺北 月報",)
    defects = (
        Defect({"year": ""}, "year"),
        Defect({"year": "12"}, "year"),
        Defect({"city": ""}, "city"),
        Defect({"city": "臺北市|"}, "city"),
        Defect({"fatalities": "-1"}, "fatalities"),
        Defect({"average_insured": "三百萬"}, "average_insured"),
        Defect({"period": ""}, "period"),
        Defect({"as_of": "113.2.30"}, "as_of"),
        Defect({"source": ""}, "source"),
    )
    oddities = (
        Defect({"as_of": "2022-12-31"}, "as_of"),
        Defect({"city": "基隆市"}, "city"),
    )
