from django.utils import timezone

from laborportal.parameters.models import ParameterValue
from tests.contracts import DatasetContract, Defect

FIRST = {
    "month": "112-09",
    "ubn": "99900003",
    "employer": "榕澗資訊股份有限公司",
    "sector": "private",
    "insured": "1268",
    "excluded": "12",
    "ordinary": "3",
    "severe": "1",
    "half_time": "3",
    "half_time_severe": "1",
    "below_wage": "3",
}
NOBODY = {"ordinary": "0", "severe": "0", "half_time": "0", "half_time_severe": "0", "below_wage": "0"}


class TestQuotaMonths(DatasetContract):
    name = "quota_months"
    rows = (
        FIRST,
        {
            **FIRST,
            **NOBODY,
            "ubn": "",
            "employer": "青楓市立圖書館",
            "sector": "public",
            "insured": "66",
            "excluded": "0",
        },
        {**FIRST, **NOBODY, "ubn": "99900014", "employer": "澄墨生技股份有限公司", "insured": "40", "excluded": "0"},
    )
    change = {"insured": "1300", "half_time": "4"}
    defects = (
        Defect({"month": "112"}, "month"),
        Defect({"month": "112-13"}, "month"),
        Defect({"month": "23-09"}, "month", "23"),
        Defect({"ubn": "", "employer": ""}, "employer"),
        Defect({"ubn": "123456789"}, "ubn"),
        Defect({"sector": "charity"}, "sector", "charity"),
        Defect({"sector": ""}, "sector"),
        Defect({"insured": "-1"}, "insured", "-1"),
        Defect({"insured": "1268.5"}, "insured", "1268.5"),
        Defect({"insured": "10000000"}, "insured", "9,999,999"),
        Defect({"excluded": ""}, "excluded"),
        Defect({"excluded": "1266"}, "excluded", "1266"),
        Defect({"below_wage": "1257"}, "excluded", "1257"),
        Defect({"ordinary": "1261"}, "ordinary", "1269"),
        Defect({"half_time_severe": "1259"}, "half_time_severe", "1269"),
    )
    oddities = (
        Defect({"month": "130-09"}, "month"),
        Defect({"insured": "16", "excluded": "10", "half_time": "8"}, "excluded", "0"),
    )
    found_by = ("榕澗", "99900003")

    def test_what_follows_is_stored_with_the_row_and_stored_anew_with_a_change(self) -> None:
        (record, *_others) = self.loaded()
        assert (record.total, record.counted, record.required, record.shortage) == (1251, 7, 12, 5)
        assert record.levy == 5 * 26_400
        self.load({**FIRST, "severe": "3"})
        assert self.records()[0].levy == 26_400

    def test_taking_a_change_back_assesses_the_month_again(self) -> None:
        self.loaded()
        self.load({**FIRST, "sector": "public"})
        assert self.records()[0].required == 37

    def test_a_file_with_computed_columns_is_read_and_they_are_ignored(self) -> None:
        self.loaded()
        path = self.export()
        path.write_text(path.read_text("utf-8-sig").replace(",132000", ",1"), encoding="utf-8")
        result = self.load_file(path)
        assert (result.counts.unchanged, result.errors) == (3, [])

    def test_a_headcount_that_changed_tenfold_is_a_warning(self) -> None:
        self.load(FIRST)
        later = {**FIRST, **NOBODY, "month": "112-10", "insured": "120"}
        for result in (self.load(later, dry_run=True), self.load({**later, "month": "112-09"}, dry_run=True)):
            assert [(problem.column, "1,268" in problem.message) for problem in result.warnings] == [("insured", True)]
        in_one_file = self.load(later, {**later, "month": "112-11", "insured": "1200"}, dry_run=True)
        assert [problem.row for problem in in_one_file.warnings] == [1, 2]

    def test_a_quota_month_never_changes_the_register(self) -> None:
        self.load({**FIRST, "sector": "public"})
        employer = self.records()[0].employer
        assert (employer.sector, employer.employees) == ("public", None)
        self.load({**FIRST, "month": "112-10"})
        employer.refresh_from_db()
        assert (employer.sector, employer.employees, employer.version) == ("public", None, 1)

    def test_a_month_stands_once_for_an_employer_whichever_way_it_is_named(self) -> None:
        self.load(FIRST)
        assert self.load({**FIRST, "ubn": ""}).counts.unchanged == 1

    def test_a_key_is_written_with_the_month_in_the_calendar_of_the_republic(self) -> None:
        assert [self.dataset.key_of(record) for record in self.loaded()] == [
            "112-09|99900003",
            "112-09|青楓市立圖書館",
            "112-09|99900014",
        ]

    def test_a_month_for_which_no_rule_is_known_is_refused_by_its_cell(self) -> None:
        ParameterValue.objects.filter(code="quota_rate_private").update(voided_at=timezone.now())
        problems = self.load(FIRST).errors
        assert [problem.column for problem in problems] == ["month"]
