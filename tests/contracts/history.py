from laborportal.accounts.models import User
from laborportal.audit.recording import history_of
from tests.conftest import ClientFor
from tests.contracts.described import Described


class HistoryContract(Described):
    """Every write leaves exactly one event, in words of the columns."""

    def test_a_creation_leaves_one_event_without_values(self) -> None:
        for record in self.loaded():
            (event,) = history_of(record)
            assert (event.action, event.changes, event.target_version) == ("created", {}, record.version)
            assert event.import_id is not None

    def test_an_update_leaves_one_event_with_only_what_changed(self) -> None:
        record = self.loaded()[0]
        self.load({**self.rows[0], **self.change})
        event, _creation = history_of(record)
        after = self.records()[0]
        assert (event.action, event.target_version) == ("changed", after.version)
        assert set(event.changes) == set(self.change)
        assert after.version == record.version + 1
        assert all(before != now for before, now in event.changes.values())

    def test_the_page_of_a_record_tells_its_history(self) -> None:
        record = self.loaded()[0]
        self.load({**self.rows[0], **self.change})
        html = self.officer.get(self.url("record", record)).content.decode()
        assert 'class="timeline"' in html
        assert all(str(self.dataset.column[name].label) in html for name in self.change)

    def test_a_voided_record_leaves_the_list_and_keeps_its_history(
        self, supervisor: User, client_for: ClientFor
    ) -> None:
        record = self.loaded()[0]
        answer = client_for(supervisor).post(
            self.url("void", record), {"version": record.version, "reason": "重複登錄"}
        )
        assert answer.status_code == 302, answer.context["form"].errors
        assert record.pk not in [other.pk for other in self.records()]
        event = history_of(record)[0]
        assert (event.action, event.reason, event.actor_name) == ("voided", "重複登錄", supervisor.name)
        assert self.load(self.rows[0]).counts.created == 1

    def test_nothing_is_voided_without_a_reason(self, supervisor: User, client_for: ClientFor) -> None:
        record = self.loaded()[0]
        answer = client_for(supervisor).post(self.url("void", record), {"version": record.version, "reason": " "})
        assert answer.status_code == 200
        assert len(self.records()) == 3
