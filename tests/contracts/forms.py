from collections.abc import Iterator
from html import escape
from typing import Any

from laborportal.audit.recording import history_of
from tests.contracts.described import Defect, Described


class FormContract(Described):
    """The form says what the import says, and loses nothing that was typed."""

    def test_what_is_typed_becomes_a_record_and_its_page_is_shown(self) -> None:
        answer = self.entered(self.officer, self.typed)
        assert answer.status_code == 302, answer.context["form"].errors
        (record,) = self.on_file()
        assert answer.url == self.dataset.record_url(record)
        assert self.officer.get(answer.url).status_code == 200

    def test_an_error_keeps_what_was_typed_and_leads_to_its_field(self) -> None:
        for defect in self._defects_of_the_form():
            typed = {**self.typed, **defect.cells}
            answer = self.entered(self.officer, typed)
            assert answer.status_code == 200, defect
            html, form = answer.content.decode(), answer.context["form"]
            assert defect.column in form.errors, (defect, form.errors)
            assert f'href="#id_{defect.column}"' in html, defect
            assert all(self._kept(form, name, text) and escape(text) in html for name, text in typed.items()), defect
        assert self.on_file() == []

    def _kept(self, form: Any, name: str, text: str) -> bool:
        value = form[name].value()
        return (";".join(value) if isinstance(value, list) else value or "") == text

    def test_the_form_speaks_the_words_of_the_import(self) -> None:
        for defect in self._defects_of_the_form():
            imported = self.load({**self.rows[0], **defect.cells}, dry_run=True)
            form = self.entered(self.officer, {**self.typed, **defect.cells}).context["form"]
            said = {problem.message for problem in imported.errors if problem.column == defect.column}
            assert said & set(form.errors[defect.column]), (defect, form.errors)

    def _defects_of_the_form(self) -> Iterator[Defect]:
        fields = self.officer.get(self.url("create")).context["form"].fields
        for defect in self.defects:
            if {*defect.cells, defect.column} <= set(fields):
                yield defect

    def test_a_second_record_with_the_same_key_leads_to_the_first(self) -> None:
        self.entered(self.officer, self.typed)
        (record,) = self.on_file()
        answer = self.entered(self.officer, self.typed)
        assert answer.status_code == 200
        assert f'href="{self.dataset.record_url(record)}"' in answer.content.decode()
        assert len(self.on_file()) == 1

    def test_a_form_that_somebody_overtook_writes_nothing_and_keeps_what_was_typed(self) -> None:
        record = self._made()
        filled = self._filled(record)
        self.officer.post(self.url("edit", record), {**filled, **self.retyped})
        written = self.states()
        answer = self.officer.post(self.url("edit", record), filled)
        assert answer.status_code == 200
        assert answer.context["form"].non_field_errors()
        assert self.states() == written

    def test_a_change_is_written_with_exactly_what_changed(self) -> None:
        record = self._made()
        answer = self.officer.post(self.url("edit", record), {**self._filled(record), **self.retyped})
        assert answer.status_code == 302, answer.context["form"].errors
        changed = history_of(record).filter(action="changed")
        assert [set(event.changes) for event in changed] == [set(self.retyped)]

    def test_saving_without_a_change_writes_nothing(self) -> None:
        record = self._made()
        events = history_of(record).count()
        answer = self.officer.post(self.url("edit", record), self._filled(record))
        assert answer.status_code == 302, answer.context["form"].errors
        assert history_of(record).count() == events
        assert self.on_file()[0].version == record.version

    def _made(self) -> Any:
        answer = self.entered(self.officer, self.typed)
        assert answer.status_code == 302, answer.context["form"].errors
        return self.on_file()[0]

    def _filled(self, record: Any) -> dict[str, Any]:
        """What the form of *record* holds when it is opened; what is odd is confirmed."""
        form = self.officer.get(self.url("edit", record)).context["form"]
        values = {field.name: field.value() for field in form}
        return {name: value for name, value in values.items() if value is not None} | {"confirm_odd": "1"}
