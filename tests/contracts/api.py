import csv
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from laborportal.datasets.api_description import record_schema
from laborportal.exports.csvfile import unguard
from tests.contracts.described import Described
from tests.contracts.schemas import faults


class ApiContract(Described):
    """The list for programs."""

    def asked(self, status: int = 200, **params: Any) -> Any:
        answer = self.officer.get(f"/api/{self.name}/", params)
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    def test_programs_get_every_column_in_the_type_that_is_described(self) -> None:
        self.loaded()
        results = self.asked()["results"]
        assert len(results) == 3
        for row in results:
            assert list(row) == [column.name for column in self.dataset.columns]
            assert faults(row, record_schema(self.dataset)) == []

    def test_programs_get_what_a_file_holds(self) -> None:
        self.loaded()
        sort = next(column.name for column in self.dataset.columns if column.sortable)
        results = self.asked(sort=sort)["results"]
        with self.export(filter=f"sort={sort}").open(encoding="utf-8-sig", newline="") as stream:
            for row, line in zip(results, csv.DictReader(stream), strict=True):
                assert [name for name, text in line.items() if not says_the_same(row[name], text)] == []

    def test_programs_go_on_where_a_page_ended_and_meet_every_record_once(self) -> None:
        records = self.loaded()
        everything = self.asked()["results"]
        seen: list[Any] = [everything[0]]
        first = self.dataset.visible_to(self.staff).get(pk=self._first_pk())
        page = self.asked(after=first.pk)
        seen += page["results"]
        assert (page["count"], page["next"]) == (len(records), None)
        assert seen == everything

    def _first_pk(self) -> int:
        pk: int = self.officer.get(self.url("list")).context["page"].records[0].pk
        return pk

    def test_programs_are_told_what_cannot_be_read(self) -> None:
        self.loaded()
        wrong = {"no_such_parameter": "1", "sort": "nothing", "after": "999999999", "page": "2"}
        for name, value in wrong.items():
            problem = self.asked(400, **{name: value})
            assert [each["parameter"] for each in problem["problems"]] == [name]
            assert name in problem["detail"]

    def test_an_answer_costs_the_same_for_one_record_and_for_three(self) -> None:
        self.load(self.rows[0])
        self._answer_cost()
        alone = self._answer_cost()
        self.load(*self.rows[1:])
        assert self._answer_cost() == alone <= 12

    def _answer_cost(self) -> int:
        with CaptureQueriesContext(connection) as queries:
            self.asked()
        return len(queries)


def says_the_same(value: Any, text: str) -> bool:
    if isinstance(value, bool):
        return text == ("yes" if value else "no")
    if isinstance(value, int | float):
        return float(text) == value
    return unguard(text) == (value or "")
