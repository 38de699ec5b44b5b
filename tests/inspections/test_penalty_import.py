"""Penalties and violations through the datasets' own loaders; the form and the demonstration use the same ones."""

from pathlib import Path

import pytest

from inspections.imports.loaders import PenaltyLoader
from inspections.imports.violations import ViolationLoader
from inspections.models import InspectionPenalty, Violation
from laborportal.audit.recording import Act, history_of
from laborportal.employers.models import EmployerAlias
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import revert
from laborportal.imports.unreadable import Unreadable
from laborportal.penalties.ledger import fold
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import InspectionPenaltyFactory, ViolationFactory
from tests.inspections.rows import load, penalty, violation

pytestmark = pytest.mark.django_db


def problems(result: object) -> list[tuple[str, str]]:
    return [(problem.column, problem.value) for problem in result.errors]  # type: ignore[attr-defined]


def test_a_penalty_is_imported_with_act_unit_and_ledger_and_without_violations(tmp_path: Path, act: Act) -> None:
    assert load(PenaltyLoader, tmp_path, act, penalty(remark="訴願駁回;112年度專案")).counts.created == 1
    found = InspectionPenalty.objects.get()
    assert (found.amount, found.appeal, found.act) == (20_000, "dismissed", "labour_standards")
    assert (found.unit.code, found.campaign, found.employer.name) == (
        "labour_conditions",
        "112年度專案",
        "榕澗營造股份有限公司",
    )
    assert fold(found.entries.all()) == found.folded
    assert not Violation.objects.exists()
    assert load(PenaltyLoader, tmp_path, act, penalty(remark="訴願駁回;112年度專案")).counts.unchanged == 1


@pytest.mark.parametrize(
    ("articles", "written", "act_code", "unit"),
    [
        ("營造安全衛生設施標準第19條暨職業安全衛生法第6條", "", "occupational_safety", "inspection_office"),
        ("性別工作平等法第13條", "", "gender_equality", "labour_conditions"),
        ("說明如附件", "", "other", "labour_conditions"),
        ("說明如附件", "Occupational Safety and Health Act", "occupational_safety", "inspection_office"),
        ("勞動基準法第24條", "minimum_wage", "minimum_wage", "labour_conditions"),
    ],
)
def test_a_blank_act_is_read_from_the_articles_and_decides_the_unit(
    tmp_path: Path, act: Act, articles: str, written: str, act_code: str, unit: str
) -> None:
    load(PenaltyLoader, tmp_path, act, penalty(articles=articles, act=written))
    found = InspectionPenalty.objects.get()
    assert (found.act, found.unit.code) == (act_code, unit)


def test_a_corrected_amount_is_a_new_line_and_taking_it_back_another(tmp_path: Path, act: Act) -> None:
    load(PenaltyLoader, tmp_path, act, penalty())
    result = load(
        PenaltyLoader, tmp_path, act, penalty(amount="", articles="職業安全衛生法第23條第1項", remark="訴願中")
    )
    found = InspectionPenalty.objects.get()
    assert (found.amount, found.appeal, found.act, found.unit.code) == (
        None,
        "pending",
        "occupational_safety",
        "inspection_office",
    )
    assert history_of(found)[0].changes["amount"] == [20_000, None]
    revert(ImportRun.objects.get(pk=result.import_id or 0), act)
    found.refresh_from_db()
    assert (found.amount, found.appeal, found.act, found.unit.code) == (
        20_000,
        "none",
        "labour_standards",
        "labour_conditions",
    )
    assert [entry.kind for entry in found.entries.all()] == [
        "decided",
        "amount_corrected",
        "appeal_lodged",
        "amount_corrected",
        "appeal_cleared",
    ]


def test_a_column_that_the_file_lacks_keeps_its_value(tmp_path: Path, act: Act) -> None:
    load(PenaltyLoader, tmp_path, act, penalty(remark="訴願中"))
    row = penalty(decided_on="112.03.30")
    del row["amount"], row["remark"], row["act"]
    assert load(PenaltyLoader, tmp_path, act, row).counts.updated == 1
    found = InspectionPenalty.objects.get()
    assert (found.amount, found.appeal, found.act) == (20_000, "pending", "labour_standards")


def test_everything_wrong_with_a_row_is_said_at_once(tmp_path: Path, act: Act) -> None:
    row = penalty(inspection="I1", amount="0", decided_on="10409298", act="civil_code", articles="", number="a|b")
    assert dict(problems(load(PenaltyLoader, tmp_path, act, row))) == {
        "number": "a|b",
        "inspection": "I1",
        "decided_on": "10409298",
        "articles": "",
        "act": "civil_code",
        "amount": "0",
    }


def test_an_announcement_before_the_decision_is_odd_but_possible(tmp_path: Path, act: Act) -> None:
    result = load(PenaltyLoader, tmp_path, act, penalty(announced_on="112.01.01"))
    assert result.ok
    assert [problem.column for problem in result.warnings] == ["announced_on"]


def test_the_same_letter_to_two_employers_is_two_penalties(tmp_path: Path, act: Act) -> None:
    result = load(PenaltyLoader, tmp_path, act, penalty(), penalty(employer="霽禾餐飲有限公司"))
    assert result.counts.created == 2


def test_an_ambiguous_employer_is_an_error_of_its_cell(tmp_path: Path, act: Act) -> None:
    EmployerFactory.create_batch(2, name="榕澗營造股份有限公司")
    assert problems(load(PenaltyLoader, tmp_path, act, penalty())) == [("employer", "榕澗營造股份有限公司")]


def test_violations_name_their_penalty_by_number(tmp_path: Path, act: Act) -> None:
    letter = InspectionPenaltyFactory.create(number="北市勞動字第11200000011號")
    second = violation(position=2, statute="勞基法", article="第17條之1", paragraph="第2項", item="第1、2款")
    assert load(ViolationLoader, tmp_path, act, violation(item=""), second).counts.created == 2
    assert list(letter.violations.values_list("position", "statute", "article", "paragraph", "item", "unread")) == [
        (1, "勞動基準法", "24", "1", "", False),
        (2, "勞動基準法", "17-1", "2", "1、2", False),
    ]
    assert load(ViolationLoader, tmp_path, act, violation(item=""), second).counts.unchanged == 2


def test_the_employer_decides_where_a_number_belongs_to_several(tmp_path: Path, act: Act) -> None:
    first = InspectionPenaltyFactory.create(number="北市勞動字第11200000011號")
    second = InspectionPenaltyFactory.create(number="北市勞動字第11200000011號")
    EmployerAlias.objects.create(employer=second.employer, name="舊名有限公司", since=second.decided_on)
    rows = [violation(employer=first.employer.name, ubn=""), violation(employer="舊名有限公司", ubn="")]
    assert load(ViolationLoader, tmp_path, act, *rows).counts.created == 2
    assert (first.violations.count(), second.violations.count()) == (1, 1)
    by_number = violation(position=2, ubn=second.employer.ubn, employer="")
    assert load(ViolationLoader, tmp_path, act, by_number).counts.created == 1
    assert problems(load(ViolationLoader, tmp_path, act, violation(position=3))) == [("employer", "")]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"penalty": ""}, "penalty"),
        ({"penalty": "沒有這一號"}, "penalty"),
        ({"employer": "別家公司", "ubn": ""}, "employer"),
        ({"ubn": "99999997"}, "ubn"),
        ({"inspection": "I1"}, "inspection"),
        ({"position": "0"}, "position"),
        ({"article": "", "text": ""}, "article"),
        ({"statute": "", "text": ""}, "statute"),
        ({"ubn": "abc"}, "ubn"),
    ],
)
def test_a_violation_that_cannot_stand_is_refused_by_its_cell(
    tmp_path: Path, act: Act, cells: dict[str, str], column: str
) -> None:
    InspectionPenaltyFactory.create(number="北市勞動字第11200000011號")
    assert [name for name, _value in problems(load(ViolationLoader, tmp_path, act, violation(**cells)))] == [column]


def test_a_file_of_violations_lacks_neither_statute_nor_article(tmp_path: Path, act: Act) -> None:
    InspectionPenaltyFactory.create(number="北市勞動字第11200000011號")
    rows = [{name: cell for name, cell in violation(text="另詳說明").items() if name not in ("statute", "article")}]
    with pytest.raises(Unreadable) as refused:
        load(ViolationLoader, tmp_path, act, *rows)
    assert all(name in str(refused.value) for name in ("statute", "article"))


def test_a_person_who_writes_the_article_settles_an_unread_reference(tmp_path: Path, act: Act) -> None:
    letter = InspectionPenaltyFactory.create(number="北市勞動字第11200000011號")
    unread = ViolationFactory.create(penalty=letter, position=1, statute="", article="", text="另詳說明", unread=True)
    load(ViolationLoader, tmp_path, act, violation(text="另詳說明"))
    unread.refresh_from_db()
    assert (unread.article, unread.unread, unread.version) == ("24", False, 2)


def test_an_article_that_is_no_number_stays_as_it_is_written(tmp_path: Path, act: Act) -> None:
    InspectionPenaltyFactory.create(number="北市勞動字第11200000011號")
    load(ViolationLoader, tmp_path, act, violation(article="附表一", paragraph="全部", statute="某某要點"))
    found = Violation.objects.get()
    assert (found.statute, found.article, found.paragraph) == ("某某要點", "附表一", "全部")
    assert str(found) == "某某要點第附表一條"


def test_an_unread_reference_survives_its_own_export(tmp_path: Path, act: Act) -> None:
    InspectionPenaltyFactory.create(number="北市勞動字第11200000011號")
    load(ViolationLoader, tmp_path, act, violation(statute="", article="", paragraph="", text="另詳說明"))
    found = Violation.objects.get()
    assert (found.unread, found.text, str(found)) == (True, "另詳說明", "另詳說明")
