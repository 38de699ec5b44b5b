import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laborportal.audit.models import Event
from laborportal.exports.columns import TextColumn
from laborportal.exports.formats import FORMATS, LABELS
from tests.contracts.described import Described

WICKED = '="甲"&𠮷 <b>\n\n第三行  兩格\t_x000D_ \'=1；台'
every_format = pytest.mark.parametrize("format", FORMATS)
every_wording = pytest.mark.parametrize("labels", LABELS)


class ExportContract(Described):
    """The list as a file, in the columns that an import reads back."""

    @every_format
    @every_wording
    def test_an_export_read_in_again_changes_nothing(self, format: str, labels: str) -> None:
        self.loaded()
        before = self.states()
        result = self.load_file(self.export(format=format, labels=labels))
        assert result.errors == []
        assert (result.counts.read, result.counts.unchanged) == (3, 3)
        assert self.states() == before

    @every_format
    def test_texts_leave_and_come_back_as_they_are(self, format: str) -> None:
        free = [column for column in self.dataset.inputs if type(column) is TextColumn and self._is_free(column)]
        texts = {column.name: WICKED for column in free[-1:]}
        self.load({**self.rows[0], **texts})
        before = self.states()
        assert all(before[0][name] == text for name, text in texts.items())
        result = self.load_file(self.export(format=format))
        assert (result.errors, result.counts.unchanged) == ([], 1)
        assert self.states() == before

    def _is_free(self, column: TextColumn) -> bool:
        return column.attribute and column.max_length > len(WICKED) and column.name not in self.dataset.key

    @every_format
    def test_an_export_makes_the_same_records_elsewhere(self, format: str) -> None:
        self.loaded()
        sort = next(column.name for column in self.dataset.columns if column.sortable)
        before, path = self.states(), self.export(filter=f"sort=-{sort}", format=format)
        for record in self.records():
            record.voided_at = record.created_at
            record.save(update_fields=["voided_at"])
        assert self.load_file(path).counts.created == 3
        assert sorted(map(str, self.states())) == sorted(map(str, before))

    def test_the_columns_are_those_of_the_contract(self) -> None:
        header = self.export().read_text("utf-8-sig").splitlines()[0]
        assert header == ",".join(column.name for column in self.dataset.columns)

    @every_format
    def test_the_page_gives_the_same_file_as_the_command(self, format: str) -> None:
        self.loaded()
        answer = self.officer.get(self.url("export"), {"format": format, "labels": "zh"})
        streamed = b"".join(answer)
        assert streamed == self.export(format=format, labels="zh").read_bytes()

    def test_the_log_tells_who_took_what_out(self) -> None:
        self.loaded()
        b"".join(self.officer.get(self.url("export")))
        event = Event.objects.order_by("-pk")[0]
        assert (event.action, event.actor_id) == ("exported", self.staff.pk)
        assert str(self.dataset.label) in event.target_label
        assert "3" in event.target_label

    def test_a_file_costs_the_same_for_one_row_and_for_three(self) -> None:
        self.load(self.rows[0])
        self._cost()
        alone = self._cost()
        self.load(*self.rows[1:])
        assert self._cost() == alone

    def _cost(self) -> int:
        with CaptureQueriesContext(connection) as queries:
            self.export()
        return len(queries)
