from tests.contracts import DatasetContract, Defect

FIRST = {
    "number": "112-訪-0001",
    "topic": "remote_work",
    "visited_on": "2023-03-29",
    "ubn": "04595257",
    "employer": "榕澗營造股份有限公司",
    "items_met": "18",
}


class TestGuidanceVisits(DatasetContract):
    name = "guidance_visits"
    rows = (
        FIRST,
        {**FIRST, "number": "v-2", "topic": "facilities", "ubn": "", "employer": "霽禾資訊", "items_met": ""},
        {**FIRST, "number": "113-訪-0001", "visited_on": "2024-01-01", "ubn": "", "employer": "澄墨", "items_met": "0"},
    )
    change = {"topic": "facilities", "visited_on": "2023-04-01", "items_met": ""}
    found_by = ("112-訪", "榕澗 112", "04595257")
    defects = (
        Defect({"number": ""}, "number"),
        Defect({"number": "甲|乙"}, "number"),
        Defect({"topic": "picnic"}, "topic", "picnic"),
        Defect({"topic": ""}, "topic"),
        Defect({"visited_on": "112.2.30"}, "visited_on"),
        Defect({"employer": ""}, "employer"),
        Defect({"items_met": "26"}, "items_met", "25"),
        Defect({"items_met": "-1"}, "items_met"),
        Defect({"items_met": "1.5"}, "items_met"),
    )
    oddities = (
        Defect({"visited_on": "2099-01-01"}, "visited_on"),
        Defect({"topic": "safety"}, "items_met"),
    )
