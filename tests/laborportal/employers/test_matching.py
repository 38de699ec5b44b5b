from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from laborportal.audit.models import Event
from laborportal.audit.recording import Act, history_of
from laborportal.employers.models import Employer, EmployerAlias
from laborportal.employers.references import EmployerReference
from laborportal.imports.rows import Row
from tests.factories.employers import EmployerAliasFactory, EmployerFactory
from tests.laborportal.employers.rows import row, take

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "10000004", "10000014"


def messages(found: Row) -> list[tuple[str, str]]:
    return [(problem.column, problem.message) for problem in found.errors]


def test_a_known_number_is_that_employer(act: Act) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="榕澗營造股份有限公司")
    [found] = take([row(1, NUMBER, "榕澗營造股份有限公司")], act)
    assert found.links["employer"].pk == known.pk
    assert not found.warnings
    assert Employer.objects.count() == 1


@pytest.mark.parametrize("spelling", ["台北 ＡＢＣ　貿易(股)公司", "臺北abc貿易（股）公司", " 臺北AbC貿易(股)公司 "])
def test_names_are_compared_without_blanks_width_case_and_the_two_ways_to_write_tai(spelling: str, act: Act) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="臺北ABC貿易(股)公司")
    by_name, by_number = take([row(1, "", spelling), row(2, NUMBER, spelling)], act)
    assert by_name.links["employer"].pk == by_number.links["employer"].pk == known.pk
    assert not by_number.warnings
    assert not EmployerAlias.objects.exists()


def test_an_unknown_number_makes_a_private_employer(act: Act) -> None:
    [found] = take([row(1, NUMBER, "澄墨資訊有限公司")], act)
    made = Employer.objects.get()
    assert (made.pk, made.ubn, made.name) == (found.links["employer"].pk, NUMBER, "澄墨資訊有限公司")
    assert (made.sector, made.matched_by_name) == ("private", False)
    event = history_of(made).get()
    assert (event.action, event.row, event.changes) == ("created", 1, {})


def test_an_employer_first_seen_as_public_is_public_and_a_known_one_keeps_its_sector(act: Act) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="穗嶺物流")
    take([row(1, NUMBER, "穗嶺物流", sector="public"), row(2, OTHER, "岫雲水庫", sector="public")], act)
    known.refresh_from_db()
    assert known.sector == "private"
    assert Employer.objects.get(ubn=OTHER).sector == "public"


def test_a_name_that_nobody_has_makes_an_employer_marked_as_matched_by_name(act: Act) -> None:
    take([row(1, "", "澄墨資訊有限公司")], act)
    assert Employer.objects.filter(ubn="", matched_by_name=True).count() == 1


def test_a_known_employer_matched_by_name_alone_is_marked_without_a_new_version(act: Act) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="穗嶺物流")
    take([row(1, "", "穗嶺物流")], act)
    known.refresh_from_db()
    assert (known.matched_by_name, known.version) == (True, 1)


def test_a_number_goes_to_the_employer_that_is_registered_without_one(act: Act) -> None:
    known = EmployerFactory.create(ubn="", name="穗嶺物流")
    take([row(7, NUMBER, "穗嶺物流")], act)
    known.refresh_from_db()
    assert (known.ubn, known.version) == (NUMBER, 2)
    event = history_of(known).get()
    assert (event.action, event.row, event.changes) == ("changed", 7, {"ubn": ["", NUMBER]})


def test_an_unknown_number_under_the_name_of_a_numbered_employer_is_another_employer(act: Act) -> None:
    EmployerFactory.create(ubn=NUMBER, name="穗嶺物流")
    take([row(1, OTHER, "穗嶺物流")], act)
    assert set(Employer.objects.values_list("ubn", flat=True)) == {NUMBER, OTHER}


def test_a_number_that_fits_several_employers_without_one_is_refused_and_names_them(act: Act) -> None:
    EmployerFactory.create(ubn="", name="穗嶺物流", district="大安區")
    EmployerFactory.create(ubn="", name="穗嶺 物流", district="北投區")
    [found] = take([row(1, NUMBER, "穗嶺物流")], act)
    [(column, message)] = messages(found)
    assert column == "ubn"
    assert "大安區" in message
    assert "北投區" in message
    assert not Employer.objects.exclude(ubn="").exists()


def test_a_name_that_fits_several_employers_is_refused_and_lists_them_with_their_numbers(act: Act) -> None:
    EmployerFactory.create(ubn=NUMBER, name="穗嶺物流")
    EmployerFactory.create(ubn=OTHER, name="穗嶺物流")
    [found] = take([row(1, "", "穗嶺物流")], act)
    [(column, message)] = messages(found)
    assert column == "employer"
    assert NUMBER in message
    assert OTHER in message


def test_matching_by_name_includes_aliases_but_not_voided_ones(act: Act) -> None:
    known = EmployerFactory.create(ubn=NUMBER)
    EmployerAliasFactory.create(employer=known, name="榕澗生技")
    EmployerAliasFactory.create(employer=known, name="榕澗舊名", voided_at=known.created_at)
    by_alias, by_voided = take([row(1, "", "榕澗生技"), row(2, "", "榕澗舊名")], act)
    assert by_alias.links["employer"].pk == known.pk
    assert by_voided.links["employer"].pk != known.pk


def test_a_name_that_is_the_alias_of_another_employer_fits_several(act: Act) -> None:
    EmployerFactory.create(name="榕澗生技")
    EmployerAliasFactory.create(name="榕澗生技")
    [found] = take([row(1, "", "榕澗生技")], act)
    assert [column for column, _message in messages(found)] == ["employer"]


def test_another_name_under_a_known_number_is_kept_as_an_alias_with_a_warning(act: Act) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="霽禾生技")
    first, second = take([row(1, NUMBER, "榕澗生技"), row(2, NUMBER, "榕澗 生技")], act)
    known.refresh_from_db()
    assert known.name == "霽禾生技"
    assert known.alias_names == ["榕澗生技"]
    assert [warning.column for warning in first.warnings] == ["employer"]
    assert not second.warnings
    assert history_of(known).get().changes == {"aliases": [[], ["榕澗生技"]]}


def test_the_same_rows_a_second_time_change_nothing_and_warn_of_nothing(act: Act) -> None:
    def rows() -> list[Row]:
        return [row(1, NUMBER, "霽禾生技"), row(2, NUMBER, "榕澗生技"), row(3, "", "澄墨資訊")]

    take(rows(), act)
    before = Event.objects.count(), EmployerAlias.objects.count(), Employer.objects.count()
    again = take(rows(), act)
    assert (Event.objects.count(), EmployerAlias.objects.count(), Employer.objects.count()) == before
    assert not any(found.warnings for found in again)


def test_a_blank_name_with_a_known_number_is_refused_and_says_whose_it_is(act: Act) -> None:
    EmployerFactory.create(ubn=NUMBER, name="霽禾生技")
    [found] = take([row(1, NUMBER, "")], act)
    [(column, message)] = messages(found)
    assert column == "employer"
    assert "霽禾生技" in message


def test_a_blank_name_with_an_unknown_number_is_refused(act: Act) -> None:
    [found] = take([row(1, NUMBER, "")], act)
    assert [column for column, _message in messages(found)] == ["employer"]


def test_a_row_that_names_no_employer_has_none(act: Act) -> None:
    [found] = take([row(1)], act)
    assert found.ok
    assert found.links == {"employer": None}


def test_a_name_that_would_break_a_key_is_refused(act: Act) -> None:
    [found] = take([row(1, "", "甲|乙")], act)
    assert [column for column, _message in messages(found)] == ["employer"]


def test_a_row_whose_own_cells_cannot_be_read_is_not_matched(act: Act) -> None:
    broken = Row(1, cells={"ubn": "abc", "employer": "甲"}, values={"employer": "甲"})
    broken.error("ubn", "not a number")
    take([broken], act)
    assert "employer" not in broken.links
    assert not Employer.objects.exists()


def test_two_rows_that_name_the_same_new_employer_make_one(act: Act) -> None:
    first, second = take([row(1, "", "澄墨資訊"), row(2, "", "澄墨 資訊")], act)
    assert first.links["employer"] is second.links["employer"]
    assert Employer.objects.get().name == "澄墨資訊"


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_name_alone_and_the_name_with_a_number_are_one_new_employer(order: tuple[int, int], act: Act) -> None:
    rows = {1: row(1, "", "澄墨資訊"), 2: row(2, NUMBER, "澄墨資訊")}
    take([rows[number] for number in order], act)
    assert Employer.objects.get().ubn == NUMBER


def test_a_second_number_under_one_new_name_is_a_second_employer(act: Act) -> None:
    third = take([row(1, "", "澄墨"), row(2, NUMBER, "澄墨"), row(3, OTHER, "澄墨"), row(4, "", "澄墨")], act)[3]
    assert set(Employer.objects.values_list("ubn", flat=True)) == {NUMBER, OTHER}
    assert [column for column, _message in messages(third)] == ["employer"]


def test_only_rows_that_are_written_create_number_or_name(act: Act) -> None:
    known = EmployerFactory.create(ubn="", name="穗嶺物流")
    rows = [
        row(1, NUMBER, "穗嶺物流"),
        row(2, "", "穗嶺物流"),
        row(3, OTHER, "澄墨資訊"),
        row(4, "", "澄墨資訊"),
        row(5, OTHER, "澄墨別名"),
        row(6, "", "砌原工程"),
    ]
    for number in (0, 2, 4, 5):
        rows[number].error("outcome", "wrong for another reason")
    take(rows, act)
    known.refresh_from_db()
    assert known.ubn == ""
    assert Employer.objects.get(name="澄墨資訊").ubn == ""
    assert Employer.objects.count() == 2
    assert not EmployerAlias.objects.exists()


def test_rows_of_later_batches_know_what_earlier_ones_brought(act: Act) -> None:
    reference = EmployerReference()
    first, second, third = row(1, "", "澄墨資訊"), row(1001, NUMBER, "澄墨資訊"), row(2001, NUMBER, "澄墨別名")
    for batch in (first, second, third):
        reference.resolve([batch])
    with transaction.atomic():
        reference.write([first, second, third], act)
    made = Employer.objects.get()
    assert (made.ubn, made.alias_names) == (NUMBER, ["澄墨別名"])


def test_an_employer_that_somebody_entered_in_the_meantime_is_taken(act: Act) -> None:
    reference = EmployerReference()
    rows = [row(1, NUMBER, "澄墨資訊"), row(2, "", "砌原工程"), row(3, OTHER, "礫溪")]
    reference.resolve(rows)
    numbered = EmployerFactory.create(ubn=NUMBER, name="澄墨資訊")
    named = EmployerFactory.create(ubn="", name="砌原工程")
    for _twice in range(2):
        EmployerFactory.create(ubn="", name="礫溪")
    with transaction.atomic():
        reference.write(rows, act)
    assert [found.links["employer"].pk for found in rows[:2]] == [numbered.pk, named.pk]
    assert Employer.objects.get(ubn=OTHER).name == "礫溪"


def test_voided_employers_are_not_matched(act: Act) -> None:
    gone = EmployerFactory.create(ubn=NUMBER, name="穗嶺物流")
    Employer.objects.update(voided_at=gone.created_at)
    by_number, by_name = take([row(1, NUMBER, "穗嶺物流"), row(2, "", "穗嶺物流")], act)
    assert by_number.links["employer"].pk == by_name.links["employer"].pk != gone.pk


def queries(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        work()
    return len(captured)


def test_matching_costs_the_same_number_of_queries_for_one_row_and_for_a_thousand(act: Act) -> None:
    EmployerAliasFactory.create_batch(3)
    few = [row(1, NUMBER, "名稱")]
    many = [row(n, f"{20_000_000 + n}", f"名稱{n}") for n in range(1000)]
    assert queries(lambda: EmployerReference().resolve(few)) == 3
    known = [row(n, found.ubn, "別的名字") for n, found in enumerate(Employer.objects.all())]
    assert queries(lambda: EmployerReference().resolve(known)) == 5
    assert queries(lambda: EmployerReference().resolve(many)) == 3
