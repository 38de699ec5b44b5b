"""Rules about the text itself; each finding is a line `file:line what`."""

import ast
import re

from tests.architecture import source

LONGEST_FUNCTION, LONGEST_FILE = 60, 500
NO_CONCEPT = re.compile(r"(^|/)(utils|common|helpers|base|misc|core|services|mixins)(\.py|/)")
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")
# Hosts and paths in pieces, so that this file does not name them.
ELSEWHERE = re.compile(r"py[p]i\.org|python[h]osted|registry\.np[m]js|deb\.debi[a]n|/wor[k]/|/t[m]p/|\.\./share[d]")
ASSERTS = re.compile(r"assert|raises|check|expect|warns")


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{one.at(function)} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for one in source.python()
        for function in one.functions
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_file_is_longer_than_a_subject() -> None:
    lengths = {one.name: len(one.lines) for one in [*source.python(), *source.files(".html", ".js")]}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_module_is_named_for_a_concept() -> None:
    found = [one.name for one in source.python() if NO_CONCEPT.search(one.name)]
    assert found == []


def test_an_import_inside_a_function_gives_its_reason() -> None:
    found = [
        f"{one.at(node)} {one.lines[node.lineno - 1].strip()}"
        for one in source.python()
        for function in one.functions
        if not (one.name.endswith("apps.py") and function.name == "ready")
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "# reason:" not in "".join(one.lines[max(node.lineno - 2, 0) : node.end_lineno])
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    texts = source.files(".py", ".html", ".md", ".toml", ".js", ".css", "Makefile", ".ci/run", ".po")
    assert lines_with(UNFINISHED, texts) == []


def test_no_file_names_a_registry_or_a_path_of_some_machine() -> None:
    texts = source.files(
        ".py", ".html", ".md", ".toml", ".js", ".css", ".txt", ".po", ".sh", "Makefile", ".ci/catalogues"
    )
    assert lines_with(ELSEWHERE, texts) == []


def test_every_test_asserts_something() -> None:
    found = [
        f"{one.at(function)} {function.name}"
        for one in source.files(".py", under=("tests/",))
        for function in one.functions
        if function.name.startswith("test_") and not asserts(function, {f.name: f for f in one.functions})
    ]
    assert found == []


def asserts(function: source.Function, neighbours: dict[str, source.Function]) -> bool:
    """Itself, or by a function of the same file that it calls."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            called = neighbours.get(name)
            if ASSERTS.search(name) or (called and called is not function and asserts(called, {})):
                return True
    return False


def lines_with(pattern: re.Pattern[str], texts: list[source.Source]) -> list[str]:
    return [
        f"{one.name}:{number} {line.strip()[:100]}"
        for one in texts
        for number, line in enumerate(one.lines, 1)
        if pattern.search(line)
    ]
