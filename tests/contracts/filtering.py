from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import CommandError, call_command

from laborportal.exports.columns import Column
from laborportal.exports.normalise import name_key, normalise
from laborportal.listing.conditions import Condition
from laborportal.rocyear.dates import parse_date, parse_month, to_roc
from tests.contracts.described import Described

READ: dict[str, Callable[[str], Any]] = {"date": parse_date, "month": parse_month, "number": float}


class FilterContract(Described):
    """The filter vocabulary: pages, exports and figures read it alike."""

    def matching(self, **params: Any) -> set[int]:
        reading = self.dataset.read_filter(params)
        assert reading.ok, reading.complaint()
        return set(self.dataset.records().filter(reading.q).values_list("pk", flat=True))

    def test_every_column_can_be_filtered_by(self) -> None:
        names = self.dataset.all_conditions
        for column in (column for column in self.dataset.columns if column.filterable):
            assert any(name == column.name or name.startswith(f"{column.name}_") for name in names), column.name

    def test_the_conditions_of_a_column_find_exactly_the_records_with_that_value(self) -> None:
        self.loaded()
        for column, condition in self._conditions_of_columns():
            held = {record.pk: column.dump(column.value_of(record)) for record in self.records()}
            for value in {text for text in held.values() if text}:
                self._check(condition, held, value)

    def _conditions_of_columns(self) -> Iterator[tuple[Column, Condition]]:
        conditions = self.dataset.all_conditions
        for column in self.dataset.columns:
            for name in (column.name, *(f"{column.name}_{end}" for end in ("from", "to", "min", "max"))):
                if name in conditions:
                    yield column, conditions[name]

    def _check(self, condition: Condition, held: dict[int, str], value: str) -> None:
        for part in self._parts(condition, value):
            fits = self._fits(condition, part)
            expected = {pk for pk, text in held.items() if text and fits(text)}
            assert self.matching(**{condition.name: part}) == expected, f"{condition.name}={part}"

    def _parts(self, condition: Condition, value: str) -> list[str]:
        return [part.split(":")[0] for part in value.split(";")] if condition.kind == "choice" else [value]

    def _fits(self, condition: Condition, wanted: str) -> Callable[[str], bool]:
        if condition.name == "employer":
            return lambda text: name_key(wanted) in name_key(text)
        if condition.kind == "choice":
            return lambda text: wanted in self._parts(condition, text)
        if condition.name.endswith(("_from", "_min")):
            return lambda text: READ[condition.kind](text) >= READ[condition.kind](wanted)
        if condition.name.endswith(("_to", "_max")):
            return lambda text: READ[condition.kind](text) <= READ[condition.kind](wanted)
        return lambda text: normalise(text) == normalise(wanted)

    def test_a_year_finds_the_records_that_count_in_it(self) -> None:
        if not self.dataset.year_lookup:
            assert not self.dataset.read_filter({"year": "112"}).ok
            return
        self.loaded()
        values = self.dataset.records().values_list("pk", self.dataset.year_lookup)
        years = {pk: value if isinstance(value, int) else to_roc(value.year) for pk, value in values}
        for year in {*years.values(), 99}:
            assert self.matching(year=str(year)) == {pk for pk, found in years.items() if found == year}

    def test_a_search_finds_the_first_record_alone(self) -> None:
        first = self.loaded()[0]
        for text in self.found_by:
            assert self.matching(q=text) == {first.pk}, text
        assert self.matching(q="查無此字") == set()

    def test_a_blank_value_sets_nothing(self) -> None:
        records = self.loaded()
        assert self.matching(**dict.fromkeys(self.dataset.all_conditions, " ")) == {record.pk for record in records}

    def test_the_page_the_export_and_the_filter_agree(self) -> None:
        self.loaded()
        for column, condition in self._conditions_of_columns():
            value = next((text for record in self.records() if (text := column.dump(column.value_of(record)))), "")
            for part in self._parts(condition, value)[:1] if value else []:
                query = urlencode({condition.name: part})
                count = len(self.matching(**{condition.name: part}))
                page = self.officer.get(f"{self.url('list')}?{query}")
                assert page.context["page"].count == count, query
                assert len(self.export(filter=query).read_text("utf-8-sig").splitlines()) >= count + 1, query

    def test_an_unknown_value_is_refused_by_name(self) -> None:
        self.loaded()
        strict = [condition for condition in self.dataset.all_conditions.values() if condition.kind not in LENIENT]
        for condition in strict:
            reading = self.dataset.read_filter({condition.name: "no_such_value"})
            assert [problem.parameter for problem in reading.problems] == [condition.name]
            self._expect_refusal(f"{condition.name}=no_such_value", condition.name)

    def test_an_unknown_parameter_is_refused_by_name(self) -> None:
        self.loaded()
        self._expect_refusal("no_such_parameter=1", "no_such_parameter")

    def _expect_refusal(self, query: str, name: str) -> None:
        page = self.officer.get(f"{self.url('list')}?{query}")
        assert page.status_code == 400
        assert page.context["page"].records == []
        assert 'role="alert"' in page.content.decode()
        printed = StringIO()
        with pytest.raises(CommandError) as refusal:
            call_command("export_records", self.name, filter=query, stdout=printed)
        assert refusal.value.returncode == 2
        assert name in str(refusal.value)
        assert printed.getvalue() == ""


LENIENT = ("text", "search")
