from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.contracts.described import Described


class ExportContract(Described):
    """The list as a file, in the columns that an import reads back."""

    def test_an_export_read_in_again_changes_nothing(self) -> None:
        self.loaded()
        before = self.states()
        counts = self.load_file(self.export()).counts
        assert (counts.read, counts.unchanged) == (3, 3)
        assert self.states() == before

    def test_an_export_makes_the_same_records_elsewhere(self) -> None:
        self.loaded()
        sort = next(column.name for column in self.dataset.columns if column.sortable)
        before, path = self.states(), self.export(filter=f"sort=-{sort}")
        for record in self.records():
            record.voided_at = record.created_at
            record.save(update_fields=["voided_at"])
        assert self.load_file(path).counts.created == 3
        assert sorted(map(str, self.states())) == sorted(map(str, before))

    def test_the_columns_are_those_of_the_contract(self) -> None:
        header = self.export().read_text("utf-8-sig").splitlines()[0]
        assert header == ",".join(column.name for column in self.dataset.columns)

    def test_the_page_gives_the_same_file_as_the_command(self) -> None:
        self.loaded()
        answer = self.officer.get(self.url("export"))
        streamed = b"".join(answer)
        assert streamed == self.export().read_bytes()

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
