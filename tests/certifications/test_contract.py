from certifications.awards import Award
from tests.contracts import DatasetContract, Defect

FIRST = {
    "scheme": "gender",
    "year": "112",
    "ubn": "99900006",
    "employer": "榕澗資訊股份有限公司",
    "applied_on": "2023-07-05",
    "outcome": "awarded",
    "score": "82.5",
    "awards": "gold;creativity:友善孕育措施獎;progress",
}


class TestApplications(DatasetContract):
    name = "certification_applications"
    rows = (
        FIRST,
        {**FIRST, "ubn": "", "employer": "霽禾餐飲有限公司", "outcome": "not_awarded", "score": "", "awards": ""},
        {
            **FIRST,
            "scheme": "gender",
            "ubn": "99900011",
            "employer": "澄墨生技股份有限公司",
            "applied_on": "2023-06-01",
            "score": "66",
            "awards": "shortlisted",
        },
    )
    change = {"score": "85", "awards": "gold"}
    defects = (
        Defect({"score": "100.1"}, "score", "100.1"),
        Defect({"score": "82.55"}, "score", "82.55"),
        Defect({"score": "-1"}, "score"),
        Defect({"scheme": "best"}, "scheme", "best"),
        Defect({"year": "twelve"}, "year"),
        Defect({"year": "1112"}, "year"),
        Defect({"applied_on": "112/2/30"}, "applied_on"),
        Defect({"applied_on": ""}, "applied_on"),
        Defect({"ubn": "", "employer": ""}, "employer"),
        Defect({"ubn": "123456789"}, "ubn"),
        Defect({"outcome": "won"}, "outcome", "won"),
        Defect({"outcome": "not_awarded"}, "awards"),
        Defect({"outcome": "pending"}, "awards"),
        Defect({"awards": "platinum"}, "awards", "platinum"),
        Defect({"awards": "awarded"}, "awards"),
        Defect({"scheme": "age"}, "awards"),
        Defect({"awards": f"creativity:{'長' * 101}"}, "awards", "100"),
    )
    oddities = (
        Defect({"awards": "gold;silver"}, "awards"),
        Defect({"score": "79.5"}, "score", "80"),
        Defect({"year": "111"}, "awards"),
        Defect({"year": "111"}, "applied_on"),
        Defect({"year": "108"}, "year"),
        Defect({"applied_on": "2040-07-05"}, "applied_on"),
    )
    found_by = ("榕澗", "99900006", "112-性平-001")
    form_row = {
        **{name: FIRST[name] for name in ("scheme", "year", "ubn", "employer", "applied_on", "score")},
        "proposed_outcome": "awarded",
        "proposed_awards": "gold",
    }
    form_change = {"score": "85", "proposed_awards": "silver"}

    def test_an_award_is_written_by_code_or_by_its_label_and_held_once(self) -> None:
        self.load({**FIRST, "awards": "gold；Gold award; creativity：甲獎 ;creativity:乙獎;gold"})
        (record,) = self.records()
        assert record.decided_awards == (Award("gold"), Award("creativity", "乙獎"), Award("creativity", "甲獎"))
        assert self.dataset.records().filter(self.dataset.read_filter({"awards": "creativity"}).q).count() == 1

    def test_awarded_without_awards_is_possible(self) -> None:
        assert self.load({**FIRST, "awards": ""}).ok

    def test_a_file_without_awards_keeps_those_on_file(self) -> None:
        self.load(FIRST)
        path = self.folder / "without.csv"
        path.write_text(
            "scheme,year,ubn,employer,applied_on,outcome\ngender,112,99900006,榕澗資訊股份有限公司,2023-07-06,awarded\n",
            encoding="utf-8",
        )
        assert self.load_file(path).counts.updated == 1
        assert len(self.records()[0].decided_awards) == 3
        path.write_text(path.read_text(encoding="utf-8").replace(",awarded", ",withdrawn"), encoding="utf-8")
        assert [problem.column for problem in self.load_file(path).errors] == ["awards"]

    def test_awards_in_words_are_read_back_too(self) -> None:
        (record, *_others) = self.loaded()
        column = self.dataset.column["awards"]
        assert column.read(column.words_of(record)) == record.decided_awards
