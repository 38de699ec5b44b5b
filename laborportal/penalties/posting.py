"""The only writer of a ledger and of the three columns that repeat what it folds to."""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict, cast

from laborportal.audit.recording import Act
from laborportal.penalties.ledger import Appeal, Posting, Standing, correction, fold, opening
from laborportal.penalties.models import LedgerEntry, Penalty

BATCH = 1000


class Repeated(TypedDict):
    """The columns that repeat the fold."""

    amount: int | None
    appeal: Appeal
    paid_on: Any


def opened(wanted: Standing, on: Any) -> Repeated:
    """The columns of a penalty to be decided *on* a day; after it is saved, `open_ledgers` writes the lines."""
    return _repeated(fold(opening(wanted, on)))


def open_ledgers(penalties: Iterable[Penalty], act: Act) -> None:
    """Writes the first lines of penalties of one kind that were just saved with the columns of `opened`."""
    _enter([(penalty, opening(penalty.folded, penalty.decided_on)) for penalty in penalties], act)


def correct(wanted: Iterable[tuple[Any, Standing]], act: Act) -> None:
    """Brings saved penalties of one kind to how they should stand, by new lines where that differs."""
    changed: list[tuple[Penalty, Sequence[Posting]]] = []
    for penalty, standing in wanted:
        lines = list(correction(penalty.folded, standing))
        if lines:
            for name, value in _repeated(fold(lines, penalty.folded)).items():
                setattr(penalty, name, value)
            changed.append((penalty, lines))
    if changed:
        manager = type(changed[0][0])._default_manager
        manager.bulk_update([penalty for penalty, _lines in changed], list(Repeated.__annotations__), batch_size=BATCH)
        _enter(changed, act)


def enter(penalty: Any, line: Posting, act: Act) -> None:
    """Adds *line* to the ledger of a saved penalty and sets its columns anew, unsaved."""
    standing = fold([line], fold(penalty.entries.order_by("pk")))
    for name, value in _repeated(standing).items():
        setattr(penalty, name, value)
    _enter([(penalty, [line])], act)


def _repeated(standing: Standing) -> Repeated:
    return Repeated(amount=standing.amount, appeal=standing.appeal, paid_on=standing.paid_on)


def _enter(pairs: Sequence[tuple[Penalty, Sequence[Posting]]], act: Act) -> None:
    if not pairs:
        return
    model: Any = entry_model(type(pairs[0][0]))
    model._default_manager.bulk_create(
        (
            model(
                penalty=penalty,
                kind=line.kind,
                on=line.on,
                amount=line.amount,
                reason=act.reason[:500],
                import_id=act.import_id,
            )
            for penalty, lines in pairs
            for line in lines
        ),
        batch_size=BATCH,
    )


def entry_model(penalty: type[Penalty]) -> type[LedgerEntry]:
    entries = next(relation for relation in penalty._meta.related_objects if relation.name == "entries")
    return cast(type[LedgerEntry], entries.related_model)
