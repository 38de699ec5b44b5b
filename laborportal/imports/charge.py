from collections.abc import Sequence
from typing import Any, TypeVar

from laborportal.audit.recording import Act
from laborportal.imports.loading import Loader
from laborportal.imports.rows import Row
from laborportal.workflow.models import Stateful
from laborportal.workflow.waiting import wait_anew

S = TypeVar("S", bound=Stateful)


class InChargeLoader(Loader[S]):
    """The form of a case: whoever enters it is its officer, and it waits from then on.

    It stands before the loader of files among the bases, so that it has the last word.
    """

    officer_id: int | None = None

    def defaults(self, row: Row) -> dict[str, Any]:
        return {**super().defaults(row), "officer_id": self.officer_id}

    def create(self, rows: Sequence[Row], act: Act) -> list[S]:
        self.officer_id = act.actor.pk
        created = super().create(rows, act)
        wait_anew(created)
        return created
