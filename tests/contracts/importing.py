from pathlib import Path

import pytest

from laborportal.accounts.policies import system_user
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.imports.engine import Result
from laborportal.imports.models import ImportRun
from laborportal.imports.reading import Unreadable
from laborportal.imports.undoing import revert
from tests.contracts.described import Described


class ImportContract(Described):
    """A file of the dataset, as `import_records` reads it."""

    def outcome(self, result: Result) -> tuple[int, int, int, int]:
        counts = result.counts
        assert counts.read == counts.created + counts.updated + counts.unchanged + counts.rejected
        return counts.created, counts.updated, counts.unchanged, counts.rejected

    def test_a_dry_run_tells_all_and_writes_nothing(self) -> None:
        before = Event.objects.count(), ImportRun.objects.count()
        result = self.load(*self.rows, dry_run=True)
        assert self.outcome(result) == (3, 0, 0, 0)
        assert result.import_id is None
        assert (Event.objects.count(), ImportRun.objects.count()) == before
        assert self.records() == []

    def test_a_file_read_again_changes_nothing(self) -> None:
        path = self.file(*self.rows)
        assert self.outcome(self.load_file(path)) == (3, 0, 0, 0)
        states, events = self.states(), Event.objects.count()
        assert self.outcome(self.load_file(path)) == (0, 0, 3, 0)
        assert (self.states(), Event.objects.count()) == (states, events)

    def test_a_known_key_updates_its_record(self) -> None:
        self.loaded()
        before = self.states()
        assert self.outcome(self.load({**self.rows[0], **self.change})) == (0, 1, 0, 0)
        after = self.states()
        assert after[1:] == before[1:]
        assert {name for name in after[0] if after[0][name] != before[0][name]} >= set(self.change)

    def test_every_defect_names_its_cell_and_says_what_to_do(self) -> None:
        for defect in self.defects:
            result = self.load({**self.rows[0], **defect.cells})
            assert self.outcome(result) == (0, 0, 0, 1), defect
            named = [(problem.row, problem.column) for problem in result.errors]
            assert (1, defect.column) in named, (defect, result.errors)
            assert any(defect.words in problem.message for problem in result.errors), (defect, result.errors)
        assert self.records() == []

    def test_all_defects_are_told_in_one_go_and_nothing_is_written(self) -> None:
        defective = [{**self.rows[0], **defect.cells} for defect in self.defects]
        result = self.load(*defective, self.rows[1])
        found = {(problem.row, problem.column) for problem in result.errors}
        assert found >= {(number, defect.column) for number, defect in enumerate(self.defects, start=1)}
        assert self.records() == []
        assert result.import_id is None

    def test_the_good_rows_alone_are_written_when_that_is_accepted(self) -> None:
        defective = {**self.rows[0], **self.defects[0].cells}
        result = self.load(defective, self.rows[1], accept_valid=True)
        assert self.outcome(result) == (1, 0, 0, 1)
        assert len(self.records()) == 1

    def test_what_is_odd_is_a_warning_and_stands(self) -> None:
        for oddity in self.oddities:
            result = self.load({**self.rows[0], **oddity.cells}, dry_run=True)
            assert self.outcome(result) == (1, 0, 0, 0), (oddity, result.errors)
            warned = [(problem.column, oddity.words in problem.message) for problem in result.warnings]
            assert (oddity.column, True) in warned, (oddity, result.warnings)

    def test_a_repeated_row_is_refused_only_where_it_says_something_else(self) -> None:
        first = self.rows[0]
        assert self.outcome(self.load(first, first, dry_run=True)) == (1, 0, 1, 0)
        assert self.outcome(self.load(first, {**first, **self.change}, dry_run=True)) == (1, 0, 0, 1)

    def test_labels_serve_as_headers_in_the_encoding_of_old_files(self) -> None:
        labels = {column.name: str(column.label) for column in self.dataset.inputs}
        text = self.file(*self.rows).read_text(encoding="utf-8")
        header, rest = text.split("\n", 1)
        path = self.folder / "labelled.csv"
        named = ",".join(f'"{labels[name]}"' for name in header.strip().split(","))
        path.write_text(f"{named}\n{rest}", encoding="utf-8-sig")
        assert self.outcome(self.load_file(path, dry_run=True)) == (3, 0, 0, 0)

    def test_unknown_and_missing_columns_are_named_together(self) -> None:
        path: Path = self.folder / "columns.csv"
        path.write_text("no_such_column,another\n1,2\n", encoding="utf-8")
        with pytest.raises(Unreadable) as refusal:
            self.load_file(path)
        assert "no_such_column" in str(refusal.value)
        assert "another" in str(refusal.value)

    def test_taking_an_import_back_leaves_everything_as_it_was_before(self) -> None:
        self.load(self.rows[0])
        before = self.states()
        result = self.load({**self.rows[0], **self.change}, *self.rows[1:])
        revert(ImportRun.objects.get(pk=result.import_id or 0), Act(system_user()))
        assert self.states() == before
        assert self.outcome(self.load(*self.rows[1:])) == (2, 0, 0, 0)
