import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.contracts.described import Described

ROW = re.compile(r'<th scope="row" class="[^>]*>')


class ListContract(Described):
    """The list page."""

    def html(self, query: str = "", status: int = 200, client: Client | None = None) -> str:
        answer = (client or self.officer).get(self.url("list") + query)
        assert answer.status_code == status, query
        return unescape(answer.content.decode())

    def test_the_list_has_a_row_for_each_record_that_leads_to_it(self) -> None:
        records = self.loaded()
        html = self.html()
        assert len(ROW.findall(html)) == len(records) == 3
        assert all(f'href="{self.dataset.record_url(record)}' in html for record in records)

    def test_the_list_shows_words_and_no_codes_or_names_of_columns(self) -> None:
        record = self.loaded()[0]
        html = self.html()
        for column in (column for column in self.dataset.columns if column.shown):
            assert str(column.label) in html
            assert unescape(column.shown_of(record))[:59] in html

    def test_the_list_sorts_by_every_column_in_both_directions(self) -> None:
        self.loaded()
        for column in (column for column in self.dataset.columns if column.sortable):
            up, down = (self.html(f"?sort={sign}{column.name}") for sign in ("", "-"))
            assert len(ROW.findall(up)) == len(ROW.findall(down)) == 3, column.name
        assert 'role="alert"' in self.html("?sort=no_such_column", status=400)

    def test_the_list_shows_whichever_columns_are_chosen(self) -> None:
        self.loaded()
        lead = self.dataset.lead or self.dataset.columns[0].name
        for column in self.dataset.columns:
            html = self.html(f"?columns={column.name}")
            assert len(re.findall('<th scope="col"', html)) == len({lead, column.name}), column.name

    def test_the_list_counts_and_sums_all_that_match(self) -> None:
        self.loaded()
        html = self.html()
        assert "3" in html.split("</h1>")[1].split("</div>")[0]
        assert all(str(total.label) in html for total in self.dataset.totals)

    def test_the_table_ends_in_the_sums_of_its_columns(self) -> None:
        self.loaded()
        listed = self.officer.get(self.url("list")).context["page"]
        sums = {total.column: total for total in listed.totals if total.column}
        shown = [sums[column.name].words for column in listed.chosen if column.name in sums]
        assert [[words for words in row.cells if words] for row in listed.table.foot] == ([shown] if shown else [])
        assert [total.of(listed.records) for total in sums.values()] == [total.words for total in sums.values()]

    def test_an_empty_list_is_a_page_too(self) -> None:
        assert not ROW.findall(self.html())

    def test_the_list_costs_the_same_for_one_row_and_for_three(self) -> None:
        self.html()
        self.load(self.rows[0])
        alone = self._cost()
        self.load(*self.rows[1:])
        assert self._cost() == alone

    def _cost(self) -> int:
        with CaptureQueriesContext(connection) as queries:
            self.html()
        return len(queries)

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_a_list_is_only_read(self, method: str) -> None:
        assert getattr(self.officer, method)(self.url("list")).status_code == 405
