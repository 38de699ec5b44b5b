"""The ministry's list beside the city's: the same oddities in invented rows; no order makes a second penalty."""

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inspections.imports.ministry import MinistryViolationList, employer_in
from inspections.imports.taipei import TaipeiViolationList
from inspections.models import InspectionPenalty, PublishedLetter, Violation
from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.employers.models import Employer
from laborportal.imports.engine import Result, run_import
from laborportal.imports.models import HeldRow, ImportRun
from laborportal.imports.reading import Unreadable
from laborportal.imports.undoing import revert
from tests.conftest import ClientFor
from tests.factories.inspections import InspectionPenaltyFactory
from tests.inspections.rows import city_file, decision

pytestmark = pytest.mark.django_db
LABOUR = (
    "編號",
    "縣市／單位別",
    "公告日期",
    "事業單位名稱(負責人)\n自然人姓名",
    "處分日期",
    "處分字號",
    "違反法規條款",
    "法條敘述",
    "罰鍰金額",
    "備註",
)
SAFETY = tuple(name for name in LABOUR if name != "罰鍰金額")
EMPLOYER = LABOUR[3]
FALL = "營造安全衛生設施標準第19條第1項暨職業安全衛生法第6條第1項第5款。"
Rows = Iterable[Mapping[str, str]]


def letter(**cells: str) -> dict[str, str]:
    """The decision of `rows.decision`, as the ministry writes it."""
    valid = {
        "縣市／單位別": "台北市",
        "公告日期": "112/05/05",
        EMPLOYER: "榕澗營造股份有限公司(王甲)",
        "處分日期": "112/03/29",
        "處分字號": "北市勞動字第11200000011號",
        "違反法規條款": "勞動基準法第24條第1項;勞動基準法第36條第1項",
        "法條敘述": "延長工作時間未依規定加給工資;未使勞工每7日中有2日之休息，其中1日為例假，1日為休息日",
        "罰鍰金額": "20,000",
        "備註": "",
    }
    assert not cells.keys() - valid.keys()
    return valid | cells


def other(number: int, employer: str, **cells: str) -> dict[str, str]:
    return letter(**{"處分字號": f"北市勞動字第112000000{number}1號", EMPLOYER: employer, **cells})


def safety(number: int, employer: str, **cells: str) -> dict[str, str]:
    described = {"違反法規條款": FALL, "法條敘述": "有墜落危險之處所未設防護設備。", "罰鍰金額": ""}
    return other(number, employer, **{"處分字號": f"北市勞職字第112000000{number}1號", **described, **cells})


def ministry_file(folder: Path, rows: Rows, header: tuple[str, ...] = LABOUR, first: int = 2) -> Path:
    """A title line first, a header with a line break in a cell, quoted cells, one more per row than the header."""
    path = folder / f"ministry-{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(["違反雇主清冊"])
        writer.writerow(header)
        writer.writerows(
            [str(number), *(row[name] for name in header[1:]), ""] for number, row in enumerate(rows, first)
        )
    return path


Import = Callable[..., Result]


@pytest.fixture
def ministry(tmp_path: Path, act: Act) -> Import:
    def load(*rows: Mapping[str, str], **shape: Any) -> Result:
        return run_import(MinistryViolationList(), ministry_file(tmp_path, rows, **shape), act)

    return load


@pytest.fixture
def city(tmp_path: Path, act: Act) -> Import:
    def load(*rows: Mapping[str, str]) -> Result:
        return run_import(TaipeiViolationList(), city_file(tmp_path, rows), act)

    return load


def undo(result: Result, act: Act) -> None:
    revert(ImportRun.objects.get(pk=result.import_id or 0), act)


def told(result: Result) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in result.warnings]


def on_file() -> list[tuple[Any, ...]]:
    """All that a penalty says, with its violations."""
    return [
        (
            found.number,
            found.employer.name,
            found.decided_on.isoformat(),
            found.announced_on and found.announced_on.isoformat(),
            found.amount,
            found.articles,
            found.remark,
            found.act,
            found.unit.code,
            [(one.text, one.description) for one in found.violations.filter(voided_at=None).order_by("position")],
        )
        for found in InspectionPenalty.objects.standing().order_by("number_key", "employer__name")
    ]


def test_the_file_is_read_as_published(ministry: Import) -> None:
    result = ministry(letter(), other(2, "霽禾餐飲有限公司", 罰鍰金額="", 備註="訴願駁回(原處分維持)"))
    assert (result.counts.read, result.counts.created, result.warnings) == (2, 2, [])
    first, second = InspectionPenalty.objects.order_by("pk")
    assert (str(first.decided_on), str(first.announced_on), first.amount) == ("2023-03-29", "2023-05-05", 20_000)
    assert (first.act, first.unit.code, first.employer.name) == (
        "labour_standards",
        "labour_conditions",
        "榕澗營造股份有限公司",
    )
    assert (second.amount, second.appeal) == (None, "dismissed")
    assert Violation.objects.count() == 4


def test_the_safety_file_has_no_amounts_and_joins_the_sub_law_to_its_act(ministry: Import) -> None:
    numbered = "1.職業安全衛生法第27條第1項第1、2款。;2.職業安全衛生設施規則第228條暨職業安全衛生法第6條第1項第5款。"
    result = ministry(safety(1, "穗嶺營造股份有限公司 (李乙)", 違反法規條款=numbered), header=SAFETY)
    assert (result.counts.created, result.warnings) == (1, [])
    found = InspectionPenalty.objects.get()
    assert (found.act, found.unit.code, found.amount) == ("occupational_safety", "inspection_office", None)
    assert [(one.statute, one.article) for one in found.violations.order_by("position")] == [
        ("職業安全衛生法", "27"),
        ("職業安全衛生設施規則", "228"),
    ]
    assert not Violation.objects.filter(unread=True).exists()


def test_what_cannot_be_read_stands_in_the_review_list(ministry: Import, client_for: ClientFor, staff: User) -> None:
    ministry(safety(1, "穗嶺營造股份有限公司", 違反法規條款="詳如附件"), header=SAFETY)
    assert Violation.objects.get().unread
    assert "詳如附件" in client_for(staff).get(reverse("inspections:review")).content.decode()


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("榕澗營造股份有限公司(王甲)", "榕澗營造股份有限公司"),
        ("榕澗營造股份有限公司 (王甲 )", "榕澗營造股份有限公司"),
        ("榕澗營造股份有限公司(\t王甲\n)", "榕澗營造股份有限公司"),
        ("榕澗營造股份有限公司(王甲(Wang Jia)", "榕澗營造股份有限公司"),
        ("榕澗營造股份有限公司((臨時管理人))", "榕澗營造股份有限公司"),
        ("榕澗營造股份有限公司(霽禾投資有限公司)", "榕澗營造股份有限公司"),
        ("榕澗營造股份有限公司王甲乙", "榕澗營造股份有限公司"),
        ("榕澗營造股份有限公司台灣分公司 Jia Wang", "榕澗營造股份有限公司台灣分公司"),
        ("榕澗營造股份有限公司內湖廠", "榕澗營造股份有限公司內湖廠"),
        ("榕澗營造股份有限公司企業工會", "榕澗營造股份有限公司企業工會"),
        ("榕澗營造股份有限公司附設診所", "榕澗營造股份有限公司附設診所"),
        ("霽禾長期照顧中心(養護型)(王甲)", "霽禾長期照顧中心(養護型)"),
        ("霽禾長期照顧中心(養護型)", "霽禾長期照顧中心(養護型)"),
        ("澄墨(台灣)商業銀行股份有限公司(王甲)", "澄墨(台灣)商業銀行股份有限公司"),
        ("王甲即穗嶺小吃店", "王甲即穗嶺小吃店"),
        ("王甲（即穗嶺小吃店）", "王甲（即穗嶺小吃店）"),
        ("王甲", "王甲"),
        ("(王甲)", "(王甲)"),
        ("", ""),
    ],
)
def test_the_responsible_person_is_taken_off_the_employer(cell: str, name: str) -> None:
    assert employer_in(cell) == name


def test_a_letter_that_the_city_has_published_is_fined_once(city: Import, ministry: Import) -> None:
    city(decision())
    before = on_file()
    result = ministry(letter(), other(2, "霽禾餐飲有限公司(李乙)"))
    assert (result.counts.created, result.counts.updated, result.counts.unchanged) == (1, 0, 1)
    assert result.warnings == []
    assert on_file()[:1] == before


DIFFERENT = letter(
    **{
        "公告日期": "112/05/06",
        "處分日期": "112/03/30",
        "罰鍰金額": "30,000",
        "備註": "訴願中",
        "違反法規條款": "勞動基準法第24條第1項;勞動基準法第36條第1項;勞動基準法第39條",
        "法條敘述": "加班;例假;假日",
        EMPLOYER: "榕澗建設股份有限公司(王甲)",
    }
)
COLUMNS = {"公告日期", "處分日期", "罰鍰金額", "備註", "違反法規條款", "法條敘述", EMPLOYER}


def test_where_the_lists_differ_the_citys_value_stays_and_every_difference_is_reported(
    city: Import, ministry: Import
) -> None:
    city(decision())
    before = on_file()
    result = ministry(DIFFERENT)
    assert (result.counts.updated, result.counts.unchanged) == (0, 1)
    assert on_file() == before
    assert {column for _row, column in told(result)} == COLUMNS
    assert next(problem.value for problem in result.warnings if problem.column == EMPLOYER) == "榕澗建設股份有限公司"


def test_a_published_amount_is_kept_whichever_list_publishes_it(city: Import, ministry: Import) -> None:
    city(decision(), decision(number="北市勞動字第11200000021號", employer="霽禾餐飲有限公司", amount=""))
    result = ministry(letter(罰鍰金額=""), other(2, "霽禾餐飲有限公司", 罰鍰金額="50,000"))
    assert [found.amount for found in InspectionPenalty.objects.order_by("pk")] == [20_000, 50_000]
    assert (result.counts.updated, told(result)) == (1, [(1, "罰鍰金額")])


def test_the_citys_list_after_the_ministrys_gives_the_same_penalties(city: Import, ministry: Import, act: Act) -> None:
    theirs = [DIFFERENT, other(2, "霽禾餐飲有限公司(李乙)", 罰鍰金額="50,000"), other(3, "澄墨物流有限公司")]
    ours = [decision(), decision(number="北市勞動字第11200000021號", employer="霽禾餐飲有限公司", amount="")]
    results = [city(*ours), ministry(*theirs)]
    expected = on_file()
    for result in reversed(results):
        undo(result, act)
    assert on_file() == []
    ministry(*theirs)
    result = city(*ours)
    assert on_file() == expected
    assert (result.counts.created, result.counts.updated) == (0, 1)
    assert {column for row, column in told(result) if row == 1} == {
        "公告日期",
        "處分日期",
        "罰鍰金額",
        "備註",
        "違反勞動基準法條款",
        "違反法規內容",
    }


def test_a_second_import_of_either_file_writes_nothing(city: Import, ministry: Import) -> None:
    theirs, ours = [DIFFERENT, other(2, "霽禾餐飲有限公司")], [decision()]
    ministry(*theirs)
    city(*ours)
    for again in (ministry(*theirs), city(*ours), ministry(*theirs)):
        assert (again.counts.created, again.counts.updated) == (0, 0)
    assert PublishedLetter.objects.count() == 3


def test_a_newer_list_of_the_ministry_changes_only_what_the_ministry_alone_has_said(
    city: Import, ministry: Import
) -> None:
    ministry(letter(), other(2, "霽禾餐飲有限公司"))
    city(decision())
    result = ministry(letter(備註="訴願中"), other(2, "霽禾餐飲有限公司", 備註="訴願中"), first=90)
    assert [found.remark for found in InspectionPenalty.objects.order_by("pk")] == ["", "訴願中"]
    assert (result.counts.updated, told(result)) == (1, [(1, "備註")])


def test_a_penalty_that_was_decided_here_stays_as_it_is(ministry: Import) -> None:
    own = InspectionPenaltyFactory.create(
        number="北市勞動字第11200000011號", employer__name="榕澗營造股份有限公司", amount=None, remark="本局備註"
    )
    result = ministry(letter())
    own.refresh_from_db()
    assert (own.amount, own.remark, own.articles) == (20_000, "本局備註", "勞動基準法第24條第1項")
    assert {column for _row, column in told(result)} == {"備註", "違反法規條款", "法條敘述"}


def test_the_employer_decides_only_where_a_number_belongs_to_several(city: Import, ministry: Import) -> None:
    two = {"number": "北市勞動字第11200000041號"}
    city(decision(**two, employer="穗嶺生技股份有限公司"), decision(**two, employer="岫雲商旅股份有限公司"))
    number = {"處分字號": "北市勞動字第11200000041號"}
    result = ministry(
        letter(**number, **{EMPLOYER: "岫雲商旅股份有限公司(李乙)"}),
        letter(**number, **{EMPLOYER: "穗嶺生技股份有限公司(王甲)"}),
    )
    assert (result.counts.created, result.counts.unchanged) == (0, 2)


def test_a_repeated_letter_of_one_employer_with_other_content_is_held(ministry: Import) -> None:
    rows = [
        safety(1, "穗嶺營造股份有限公司 (李乙)"),
        safety(1, "穗嶺營造股份有限公司 (李乙)", 處分日期="112/03/28"),
        safety(1, "岫雲營造有限公司"),
        safety(1, "穗嶺營造股份有限公司 (李乙)"),
    ]
    result = ministry(*rows, header=SAFETY)
    assert (result.counts.created, result.counts.held, result.counts.unchanged) == (2, 1, 1)
    assert told(result) == [(2, "處分字號")]
    again = ministry(*rows, header=SAFETY, first=500)
    assert (again.counts.created, again.counts.held, HeldRow.objects.count()) == (0, 1, 1)


def test_a_held_row_is_mended_in_the_columns_of_the_ministry(
    ministry: Import, client_for: ClientFor, staff: User
) -> None:
    ministry(letter(處分日期="112/02/30"))
    held, client = HeldRow.objects.get(), client_for(staff)
    url = reverse("inspections:mend", args=[held.pk])
    cells = {f"cell{place}": text for place, text in enumerate(held.texts.values())}
    place = list(held.texts).index("處分日期")
    assert "編號" not in held.texts
    assert client.post(url, {**cells, f"cell{place}": "112/03/28"}).status_code == 302
    found = InspectionPenalty.objects.get()
    assert (str(found.decided_on), found.employer.name, found.violations.count()) == (
        "2023-03-28",
        "榕澗營造股份有限公司",
        2,
    )
    assert PublishedLetter.objects.get().import_id is None


def test_a_penalty_of_another_authority_is_held(ministry: Import) -> None:
    result = ministry(letter(**{"縣市／單位別": "新北市"}))
    assert (result.counts.created, result.counts.held, told(result)) == (0, 1, [(1, "縣市／單位別")])


def test_each_list_refuses_the_file_of_the_other(tmp_path: Path, act: Act) -> None:
    with pytest.raises(Unreadable, match="縣市／單位別"):
        run_import(TaipeiViolationList(), ministry_file(tmp_path, [letter()]), act)
    with pytest.raises(Unreadable, match="authority"):
        run_import(MinistryViolationList(), city_file(tmp_path, [decision()]), act)


def test_taken_back_an_import_leaves_what_the_other_list_has_said(city: Import, ministry: Import, act: Act) -> None:
    first = ministry(letter(), other(2, "霽禾餐飲有限公司"))
    before = on_file()
    second = city(decision(amount="70000", employer="榕澗建設股份有限公司", remark="訴願中"))
    assert on_file() != before
    undo(second, act)
    assert on_file() == before
    assert not PublishedLetter.objects.differing().exists()
    undo(first, act)
    assert on_file() == []
    assert not Employer.objects.standing().exists()


def test_after_the_city_is_taken_back_the_ministry_has_the_word_again(city: Import, ministry: Import, act: Act) -> None:
    ministry(letter())
    undo(city(decision(remark="訴願中")), act)
    assert ministry(letter(備註="訴願駁回")).counts.updated == 1


@pytest.fixture
def reader(client_for: ClientFor, staff: User) -> Client:
    return client_for(staff)


def test_every_difference_stands_on_a_page_whichever_list_came_first(
    city: Import, ministry: Import, act: Act, reader: Client
) -> None:
    url = reverse("inspections:differences")
    assert not reader.get(url).context["letters"]
    for first, second in ((city, ministry), (ministry, city)):
        rows = {city: decision(), ministry: DIFFERENT}
        results = [first(rows[first]), second(rows[second])]
        page = reader.get(url)
        ((_penalty, lines),) = page.context["letters"]
        assert len(lines) == len(COLUMNS)
        assert ("20,000", "30,000") in [(one, two) for _label, one, two in lines]
        assert reader.get(f"{url}?import={results[1].import_id}").context["letters"]
        assert reader.get(f"{url}?import=x").context["run"] is None
        link = f"{url}?import={results[1].import_id}"
        shown = reader.get(reverse("imports:record", args=[results[1].import_id])).content.decode()
        assert (link in shown) == (second is ministry)
        for result in reversed(results):
            undo(result, act)
    assert not reader.get(url).context["letters"]


def test_differences_are_shown_to_the_unit_of_the_penalty_alone(
    city: Import, ministry: Import, client_for: ClientFor, outsider: User, auditor: User
) -> None:
    city(decision())
    ministry(DIFFERENT)
    url = reverse("inspections:differences")
    assert client_for(outsider).get(url).status_code == 403
    assert len(client_for(auditor).get(url).context["letters"]) == 1
