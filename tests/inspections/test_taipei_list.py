"""The city's lists as published, from a generated file with the same oddities."""

from pathlib import Path

import pytest

from inspections.imports.taipei import TaipeiViolationList
from inspections.models import InspectionPenalty, Violation
from laborportal.audit.models import Event
from laborportal.audit.recording import Act, history_of
from laborportal.employers.models import Employer
from laborportal.imports.engine import Result, mend, run_import
from laborportal.imports.models import HeldRow, ImportRun
from laborportal.imports.reading import Unreadable
from laborportal.imports.undoing import revert
from laborportal.penalties.ledger import fold
from tests.factories.imports import raw_file
from tests.factories.inspections import InspectionPenaltyFactory
from tests.inspections.rows import CITY, ODD_ROWS, city_file, decision, gender_file

pytestmark = pytest.mark.django_db
HELD = 5


def imported(path: Path, act: Act) -> Result:
    return run_import(TaipeiViolationList(), path, act)


@pytest.fixture
def first(tmp_path: Path, act: Act) -> Result:
    return imported(city_file(tmp_path, ODD_ROWS), act)


def test_every_row_becomes_a_penalty_or_is_held_and_none_is_lost(first: Result) -> None:
    counts = first.counts
    assert (counts.read, counts.created, counts.held, counts.rejected) == (8, 7, 1, 0)
    assert first.ok
    assert InspectionPenalty.objects.standing().count() == 7
    assert Violation.objects.standing().count() == 2 + 1 + 2 + 2 + 2 + 2 + 4


def test_an_impossible_date_is_named_by_row_published_header_and_value(first: Result) -> None:
    (problem,) = first.warnings
    assert (problem.row, problem.column, problem.value) == (HELD + 1, "處分日期", "11203298")
    held = HeldRow.objects.get()
    assert held.cells["處分日期"] == "11203298"
    assert held.problems == [problem.as_json()]


def test_the_second_time_nothing_is_new_and_the_same_row_is_held_once(first: Result, tmp_path: Path, act: Act) -> None:
    events = Event.objects.count()
    again = imported(city_file(tmp_path, ODD_ROWS), act).counts
    assert (again.created, again.updated, again.unchanged, again.held) == (0, 0, 7, 1)
    assert (HeldRow.objects.count(), Event.objects.count()) == (1, events)


def test_employers_are_private_marked_and_without_the_responsible_person(first: Result) -> None:
    employer = Employer.objects.get(name="澄墨物流股份有限公司")
    assert (employer.sector, employer.matched_by_name, employer.ubn) == ("private", True, "")
    assert "王甲" not in str(list(Employer.objects.values()) + list(InspectionPenalty.objects.values()))


def test_one_letter_number_may_belong_to_two_employers(first: Result) -> None:
    shared = InspectionPenalty.objects.filter(number="北市勞動字第11200000041號")
    assert {str(penalty.employer) for penalty in shared} == {"穗嶺生技股份有限公司", "岫雲商旅股份有限公司"}


def test_amount_and_appeal_come_from_a_ledger_that_the_import_wrote(first: Result) -> None:
    penalty = InspectionPenalty.objects.get(number="北市勞動字第11200000031號")
    assert (penalty.amount, penalty.appeal, penalty.campaign) == (1_234_000, "dismissed", "112年度勞動條件專案")
    entries = list(penalty.entries.all())
    assert [(entry.kind, entry.amount, entry.import_id) for entry in entries] == [
        ("decided", 1_234_000, first.import_id),
        ("appeal_dismissed", None, first.import_id),
    ]
    assert all(fold(found.entries.all()) == found.folded for found in InspectionPenalty.objects.all())


def test_a_blank_amount_is_unknown_and_never_zero(first: Result) -> None:
    assert InspectionPenalty.objects.get(number="北市勞動字第11200000021號").amount is None


def test_references_are_structured_and_what_cannot_be_read_is_kept_as_text(first: Result) -> None:
    odd = Violation.objects.filter(penalty__number="北市勞動字第11200000071號").order_by("position")
    assert [(found.statute, found.article, found.paragraph, found.item) for found in odd] == [
        ("勞動基準法", "17-1", "1", ""),
        ("勞動基準法", "24", "", ""),
        ("勞動基準法", "55", "1", "1、2"),
        ("勞動基準法", "38", "", ""),
    ]
    assert [found.description for found in odd] == ["派遣", "加班", "退休", "特休"]
    lost, unread = Violation.objects.filter(penalty__number="北市勞動字11200000061號").order_by("position")
    assert (lost.statute, lost.text, lost.unread) == ("勞動基準法", "動基準法第36條第1項", False)
    assert (unread.article, unread.text, unread.unread) == ("", "另詳說明", True)
    assert lost.description == unread.description == "未休"


def test_a_list_published_again_with_corrections_changes_only_what_differs(
    first: Result, tmp_path: Path, act: Act
) -> None:
    newer = [
        decision(remark="訴願駁回", amount="30000", articles="勞動基準法第24條第2項", description="加班費"),
        ODD_ROWS[1] | {"articles": "勞動基準法第24條;勞動基準法第30條", "description": "加班費;出勤"},
    ]
    result = imported(city_file(tmp_path, newer), act)
    assert (result.counts.updated, result.counts.created) == (2, 0)
    penalty = InspectionPenalty.objects.get(number="北市勞動字第11200000011號")
    assert (penalty.amount, penalty.appeal, penalty.version) == (30_000, "dismissed", 2)
    assert [entry.kind for entry in penalty.entries.all()] == ["decided", "amount_corrected", "appeal_dismissed"]
    (violation,) = penalty.violations.filter(voided_at=None)
    assert (violation.paragraph, violation.description) == ("2", "加班費")
    assert history_of(violation)[0].changes["paragraph"] == ["1", "2"]
    assert Violation.objects.standing().filter(penalty__number="北市勞動字第11200000021號").count() == 2
    revert(ImportRun.objects.get(pk=result.import_id or 0), act)
    penalty.refresh_from_db()
    assert (penalty.amount, penalty.appeal, penalty.remark) == (20_000, "none", "")
    assert fold(penalty.entries.all()) == penalty.folded


def test_a_published_amount_is_not_lost_when_a_later_list_leaves_it_out(
    first: Result, tmp_path: Path, act: Act
) -> None:
    assert imported(city_file(tmp_path, [decision(amount="")]), act).counts.unchanged == 1
    assert InspectionPenalty.objects.get(number="北市勞動字第11200000011號").amount == 20_000


def test_a_letter_on_file_keeps_its_employer_and_the_other_name_is_reported(
    first: Result, tmp_path: Path, act: Act
) -> None:
    employers = Employer.objects.count()
    result = imported(city_file(tmp_path, [decision(employer="榕澗營造公司")]), act)
    assert result.counts.unchanged == 1
    assert [(problem.column, problem.value) for problem in result.warnings] == [(CITY[3], "榕澗營造公司")]
    assert Employer.objects.count() == employers


def test_the_employer_decides_where_a_number_on_file_belongs_to_several(
    first: Result, tmp_path: Path, act: Act
) -> None:
    row = decision(
        number="北市勞動字第11200000041號", employer="岫雲商旅股份有限公司", decided="1110131", amount="70000"
    )
    assert imported(city_file(tmp_path, [row]), act).counts.updated == 1
    assert InspectionPenalty.objects.get(employer__name="岫雲商旅股份有限公司").amount == 70_000


def test_a_repeated_letter_is_unchanged_when_equal_and_held_when_it_differs(tmp_path: Path, act: Act) -> None:
    result = imported(city_file(tmp_path, [decision(), decision(), decision(amount="30000")]), act)
    assert (result.counts.created, result.counts.unchanged, result.counts.held) == (1, 1, 1)
    assert [(problem.row, problem.column) for problem in result.warnings] == [(3, "處分字號")]


def test_every_bad_cell_of_a_row_is_named_at_once(tmp_path: Path, act: Act) -> None:
    row = decision(decided="1120230", announced="明年", amount="二萬", articles="", employer="")
    result = imported(city_file(tmp_path, [row]), act)
    assert {problem.column for problem in result.warnings} == {CITY[0], CITY[1], CITY[3], CITY[5], CITY[7]}
    assert (result.counts.held, result.counts.created) == (1, 0)


def test_the_gender_list_is_read_in_cp950_and_its_placeholders_are_skipped(tmp_path: Path, act: Act) -> None:
    rows = [
        decision(
            number="北市勞就第11200000091號 ",
            articles="性別工作平等法第13條第2項;第36條",
            description="未盡防治義務；報復",
        ),
        decision(number="北市勞就第11200000101號", articles="性別平等工作法第7條", description="差別待遇", amount=""),
    ]
    result = imported(gender_file(tmp_path, rows), act)
    assert (result.counts.read, result.counts.created, result.counts.skipped) == (3, 2, 1)
    assert set(InspectionPenalty.objects.values_list("act", "unit__code")) == {("gender_equality", "labour_conditions")}
    assert list(Violation.objects.order_by("pk").values_list("statute", "article", "description")) == [
        ("性別平等工作法", "13", "未盡防治義務"),
        ("性別平等工作法", "36", "報復"),
        ("性別平等工作法", "7", "差別待遇"),
    ]


def test_taking_the_import_back_leaves_nothing_standing(first: Result, act: Act) -> None:
    revert(ImportRun.objects.get(pk=first.import_id or 0), act)
    assert not InspectionPenalty.objects.standing().exists()
    assert not Violation.objects.standing().exists()
    assert not Employer.objects.standing().exists()
    assert HeldRow.objects.get().outcome == "withdrawn"


def test_a_held_row_can_be_mended(first: Result, act: Act) -> None:
    held = HeldRow.objects.get()
    mend(TaipeiViolationList(), held, {**held.cells, "處分日期": "1120329"}, act)
    assert InspectionPenalty.objects.get(number="府勞動第11200000051號").violations.count() == 2


def test_headers_may_differ_a_little_and_a_title_may_stand_above(tmp_path: Path, act: Act) -> None:
    cells = decision()
    header = [
        *CITY[:3],
        "事業單位名稱或雇主姓名",
        "負責人",
        "違反勞動基準法\n條款",
        CITY[6],
        "罰鍰 金額（元）",
        "備 註",
    ]
    quoted = ",".join(f'"{text}"' for text in header)
    text = "違反勞動基準法事業單位名單\n" + quoted + "\n" + ",".join(cells.values()) + ",,\n\n"
    result = imported(raw_file(tmp_path, text), act)
    assert (result.counts.created, result.counts.held) == (1, 0)


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("姓名,年齡", "公告日期"),
        ("處分日期,處分字號,事業單位", "articles"),
        ("處分日期,處分字號,事業單位,條款,星座", "星座"),
        ("處分日期,處分字號,事業單位,雇主,條款", "雇主"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_by_name(tmp_path: Path, act: Act, header: str, named: str) -> None:
    with pytest.raises(Unreadable, match=named):
        imported(raw_file(tmp_path, f"{header}\n1,2,3,4,5\n"), act)


def test_a_date_in_the_future_is_odd_but_stands(tmp_path: Path, act: Act) -> None:
    result = imported(city_file(tmp_path, [decision(announced="2000101")]), act)
    assert (result.counts.created, [problem.column for problem in result.warnings]) == (1, [CITY[0]])


def test_a_row_with_more_cells_than_the_header_is_held(tmp_path: Path, act: Act) -> None:
    text = ",".join(CITY) + "\n" + ",".join(decision().values()) + ",多出來的\n"
    assert imported(raw_file(tmp_path, text), act).counts.held == 1


def test_an_employer_whose_name_fits_several_is_held_under_its_header(tmp_path: Path, act: Act) -> None:
    for number in ("", ""):
        Employer.objects.create(name="榕澗營造股份有限公司", ubn=number)
    result = imported(city_file(tmp_path, [decision()]), act)
    assert [(problem.column, problem.value) for problem in result.warnings] == [(CITY[3], "榕澗營造股份有限公司")]


def test_a_violation_of_a_voided_penalty_counts_nowhere() -> None:
    penalty = InspectionPenaltyFactory.create()
    Violation.objects.create(penalty=penalty, position=1, statute="勞動基準法", article="24")
    InspectionPenalty.objects.filter(pk=penalty.pk).update(voided_at=penalty.created_at)
    assert not Violation.objects.standing().exists()
