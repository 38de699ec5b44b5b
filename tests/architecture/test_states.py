"""Nothing writes a state but `workflow`: who decided, and whether they might, is asked in one place."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture import source

FIELD = "state"
BULK = {"update", "bulk_update", "update_or_create"}


def test_only_workflow_writes_a_state() -> None:
    found = [
        one.at(node)
        for one in source.product()
        if not one.name.startswith("laborportal/workflow/")
        for node in writes(one.tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "bad",
    [
        "case.state = 'approved'",
        "case.state, other = 'approved', 1",
        "case.state: str = 'approved'",
        "setattr(case, 'state', 'approved')",
        "Case.objects.filter(pk=1).update(state='approved')",
        "Case.objects.update(**{'state': 'approved'})",
        "Case.objects.bulk_update(cases, ['state'])",
        "Case.objects.bulk_update(cases, fields=('amount', 'state'))",
    ],
)
def test_every_way_to_write_a_state_is_seen(bad: str) -> None:
    assert list(writes(ast.parse(bad)))


@pytest.mark.parametrize("good", ["x = case.state", "qs.filter(state='approved')", "qs.update(amount=1)", "state = 1"])
def test_reading_a_state_is_nobodys_business(good: str) -> None:
    assert list(writes(ast.parse(good))) == []


def writes(tree: ast.AST) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if assigns(node) or (isinstance(node, ast.Call) and writes_by_name(node)))


def assigns(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == FIELD and isinstance(node.ctx, ast.Store | ast.Del)


def writes_by_name(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "setattr":
        return any(isinstance(argument, ast.Constant) and argument.value == FIELD for argument in call.args[1:2])
    if name not in BULK or not isinstance(call.func, ast.Attribute):
        return False
    values = [keyword for keyword in call.keywords if keyword.arg == FIELD]
    texts = [
        node.value
        for part in [*call.args[name == "bulk_update" :], *(keyword.value for keyword in call.keywords)]
        for node in ast.walk(part)
        if isinstance(node, ast.Constant)
    ]
    return bool(values) or (FIELD in texts and (name == "bulk_update" or any(not k.arg for k in call.keywords)))
