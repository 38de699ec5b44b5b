from tests.contracts import DatasetContract, Defect

FIRST = {
    "year": "112",
    "ubn": "04595257",
    "employer": "榕澗營造股份有限公司",
    "employees": "186",
    "lactation_room": "yes",
    "childcare": "measure",
    "checked_on": "2023-03-29",
}


class TestFacilityChecks(DatasetContract):
    name = "facility_checks"
    rows = (
        FIRST,
        {**FIRST, "ubn": "", "employer": "霽禾資訊", "lactation_room": "no", "childcare": "none"},
        {**FIRST, "year": "113", "ubn": "", "employer": "澄墨餐飲", "employees": "99", "checked_on": "2024-02-01"},
    )
    change = {"employees": "200", "childcare": "both", "checked_on": "2023-04-01"}
    found_by = ("榕澗", "04595257")
    defects = (
        Defect({"year": "12"}, "year"),
        Defect({"year": "2023"}, "year"),
        Defect({"employer": ""}, "employer"),
        Defect({"employees": "-1"}, "employees"),
        Defect({"employees": "1.5"}, "employees"),
        Defect({"employees": ""}, "employees"),
        Defect({"lactation_room": "maybe"}, "lactation_room"),
        Defect({"lactation_room": ""}, "lactation_room"),
        Defect({"childcare": "nursery"}, "childcare", "nursery"),
        Defect({"childcare": ""}, "childcare"),
        Defect({"checked_on": "112.2.30"}, "checked_on"),
        Defect({"checked_on": ""}, "checked_on"),
    )
    oddities = (
        Defect({"checked_on": "2099-01-01"}, "checked_on"),
        Defect({"checked_on": "2024-01-01"}, "checked_on"),
    )
