"""Penalties of inspections stand for every kind."""

import ast
from collections.abc import Iterator

import pytest

from inspections.models import InspectionPenalty, InspectionPenaltyEntry
from laborportal.audit.models import AppendOnlyError
from laborportal.audit.recording import Act
from laborportal.penalties import posting
from laborportal.penalties.ledger import Appeal, Standing, fold
from tests.architecture import source
from tests.factories.inspections import InspectionPenaltyEntryFactory, InspectionPenaltyFactory

REPEATED = set(posting.Repeated.__annotations__)


@pytest.mark.django_db
def test_a_correction_is_a_new_line_and_the_columns_follow(act: Act) -> None:
    penalty = InspectionPenaltyFactory.create(amount=20_000)
    posting.correct([(penalty, Standing(30_000, Appeal.PENDING))], act)
    on_file = InspectionPenalty.objects.get()
    assert (on_file.amount, on_file.appeal) == (30_000, "pending")
    assert [entry.kind for entry in on_file.entries.all()] == ["decided", "amount_corrected", "appeal_lodged"]
    assert all(str(entry) == entry.get_kind_display() for entry in on_file.entries.all())
    assert fold(on_file.entries.all()) == on_file.folded


@pytest.mark.django_db
def test_a_correction_to_what_stands_already_writes_nothing(act: Act) -> None:
    penalty = InspectionPenaltyFactory.create(amount=20_000)
    posting.correct([(penalty, penalty.folded)], act)
    posting.open_ledgers([], act)
    assert InspectionPenaltyEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_line_is_never_changed_or_removed() -> None:
    InspectionPenaltyFactory.create()
    entry = InspectionPenaltyEntry.objects.get()
    for change in (
        entry.save,
        entry.delete,
        InspectionPenaltyEntry.objects.all().delete,
        lambda: InspectionPenaltyEntry.objects.update(amount=1),
    ):
        with pytest.raises(AppendOnlyError):
            change()
    assert InspectionPenaltyEntryFactory.create(penalty=entry.penalty, kind="paid").pk


def writers(tree: ast.AST) -> Iterator[ast.AST]:
    """Assignments to a column that repeats the ledger, and bulk writes that name one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in REPEATED and isinstance(node.ctx, ast.Store):
            yield node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and "update" in node.func.attr:
            named = {keyword.arg for keyword in node.keywords}
            texts = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
            if (named | texts) & REPEATED:
                yield node


@pytest.mark.parametrize(
    "bad",
    [
        "penalty.amount = 1",
        "penalty.appeal, x = 'pending', 1",
        "Penalty.objects.filter(pk=1).update(paid_on=None)",
        "Penalty.objects.bulk_update(found, ['amount'])",
    ],
)
def test_every_way_to_write_past_the_ledger_is_seen(bad: str) -> None:
    assert list(writers(ast.parse(bad)))


def test_only_the_fold_writes_the_columns_that_repeat_it() -> None:
    allowed = "laborportal/penalties/posting.py"
    found = [one.at(node) for one in source.product() if one.name != allowed for node in writers(one.tree)]
    assert found == []
