from tests.contracts import DatasetContract, Defect

FIRST = {
    "number": "112-活-0001",
    "series": "gender_advocacy",
    "held_on": "2023-03-29",
    "title": "職場平權研習會",
    "sessions": "2",
    "attendance": "1200",
    "school": "台北青楓國中",
    "venue": "學校禮堂",
    "films": "3",
    "interviewed": "40",
    "matched": "30",
    "interviewed_45": "20",
    "matched_45": "15",
}
BLANK = dict.fromkeys(("attendance", "school", "venue", "films", "interviewed", "matched"), "")


class TestActivities(DatasetContract):
    name = "activities"
    rows = (
        FIRST,
        {**FIRST, **BLANK, "number": "a-2", "series": "facilities_briefing", "title": "宣導會", "sessions": "1"},
        {**FIRST, "number": "113-活-0001", "held_on": "2024-01-01", "title": "說明會", "school": "澄湖高中"},
    )
    change = {"title": "性騷擾防治研習會", "attendance": "1300", "films": "", "matched_45": "16"}
    found_by = ("112-活", "青楓 平權", "臺北青楓")
    defects = (
        Defect({"number": ""}, "number"),
        Defect({"number": "甲|乙"}, "number"),
        Defect({"series": "picnic"}, "series", "picnic"),
        Defect({"series": ""}, "series"),
        Defect({"held_on": "10409298"}, "held_on"),
        Defect({"held_on": "112.2.30"}, "held_on"),
        Defect({"title": ""}, "title"),
        Defect({"sessions": "-1"}, "sessions"),
        Defect({"attendance": "1.5"}, "attendance"),
        Defect({"matched": "41"}, "matched", "41"),
        Defect({"matched_45": "21"}, "matched_45", "20"),
    )
    oddities = (Defect({"held_on": "2099-01-01"}, "held_on"),)
