"""How rows become penalties: those of a file were decided elsewhere and count at once, those of a form are drafts."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from laborportal.audit.recording import Act, Change
from laborportal.imports.charge import InChargeLoader
from laborportal.imports.loading import Loader
from laborportal.imports.rows import Row
from laborportal.penalties import posting
from laborportal.penalties.ledger import Standing
from laborportal.penalties.models import Penalty
from laborportal.penalties.states import State
from laborportal.workflow.settling import settled

P = TypeVar("P", bound=Penalty)


class LedgerLoader(Loader[P]):
    """The ledger keeps amount, appeal and payment, so their columns have `attribute=False` and are written like
    children. A subclass says how a penalty is to stand: `opens_as`, `stands_as`."""

    def opens_as(self, row: Row) -> Standing:
        """How the penalty of a new row is to stand."""
        raise NotImplementedError

    def stands_as(self, penalty: P, values: Mapping[str, Any]) -> Standing:
        """How *penalty* is to stand once its columns hold *values*."""
        raise NotImplementedError

    def defaults(self, row: Row) -> dict[str, Any]:
        return {**settled(State.DECIDED), **posting.opened(self.opens_as(row), row.get("decided_on"))}

    def changes(self, row: Row, record: P) -> dict[str, Change]:
        return super().changes(row, record) | self.decision(record)

    def decision(self, record: P) -> dict[str, Change]:
        """A letter that comes in by a file stands, whatever the draft was waiting for."""
        return {} if record.state == State.DECIDED else {"state": (record.state, State.DECIDED)}

    def create(self, rows: Sequence[Row], act: Act) -> list[P]:
        created = super().create(rows, act)
        posting.open_ledgers(created, act)
        return created

    def save_children(self, writes: Sequence[tuple[P, Mapping[str, Any]]], act: Act) -> None:
        posting.correct(((penalty, self.stands_as(penalty, values)) for penalty, values in writes), act)

    def changed_attributes(self, row: Row, found: Mapping[str, Change]) -> dict[str, Any]:
        return super().changed_attributes(row, found) | self.led_to(found, after=True)

    def attributes_before(self, changes: Mapping[str, Change]) -> dict[str, Any]:
        return super().attributes_before(changes) | self.led_to(changes, after=False)

    def led_to(self, changes: Mapping[str, Change], *, after: bool) -> dict[str, Any]:
        """What no column writes: the state goes by where the row came from."""
        return settled(changes["state"][after]) if "state" in changes else {}


class DraftLoader(InChargeLoader[P], LedgerLoader[P]):
    """The form: what is entered is a draft of the person, until somebody else has confirmed it."""

    def defaults(self, row: Row) -> dict[str, Any]:
        return {**super().defaults(row), **settled(State.DRAFT)}

    def decision(self, record: P) -> dict[str, Change]:
        return {}
