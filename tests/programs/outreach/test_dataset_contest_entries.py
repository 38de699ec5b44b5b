from tests.contracts import DatasetContract, Defect

FIRST = {
    "contest": "comic",
    "year": "112",
    "entry": "112-漫-001",
    "school": "台北青楓國小",
    "group": "國小中年級組",
    "title": "媽媽的下班時間",
    "won": "yes",
}

BARE = {"school": "", "group": ""}


class TestContestEntries(DatasetContract):
    name = "contest_entries"
    rows = (
        FIRST,
        {
            **FIRST,
            "contest": "film_award",
            "entry": "影-1",
            "school": "",
            "group": "",
            "title": "夜班的燈",
            "won": "no",
        },
        {
            **FIRST,
            "year": "113",
            "entry": "113-案-1",
            "contest": "lesson_plan",
            "school": "澄湖國中",
            "title": "薪資單",
        },
    )
    change = {"title": "爸爸的安全帽", "school": "石濂國小", "won": "no"}
    found_by = ("112-漫", "臺北青楓", "下班 媽媽")
    defects = (
        Defect({"contest": "picnic"}, "contest", "picnic"),
        Defect({"contest": ""}, "contest"),
        Defect({"year": "12"}, "year", "12"),
        Defect({"year": "1000"}, "year"),
        Defect({"entry": ""}, "entry"),
        Defect({"entry": "甲|乙"}, "entry"),
        Defect({"title": ""}, "title"),
        Defect({"won": "maybe"}, "won", "maybe"),
        Defect({"school": "校" * 101}, "school"),
    )
