"""The project's own text, for tests that read it."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from tests.settings import OWN_PACKAGES

ROOT: Path = settings.BASE_DIR
PACKAGES = OWN_PACKAGES
NOT_OURS = {".git", ".venv", "build", "staticfiles", "__pycache__", "node_modules", "htmlcov"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def tree(self) -> ast.Module:
        return parsed(self.path)

    @property
    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def at(self, node: ast.AST) -> str:
        return f"{self.name}:{getattr(node, 'lineno', 0)}"


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def everything() -> tuple[Source, ...]:
    """Every file of the project, without what tools made."""
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [one for one in folders if one not in NOT_OURS and (not one.startswith(".") or one == ".ci")]
        found += [Source(Path(folder) / file) for file in files]
    return tuple(sorted(found, key=lambda source: source.name))


def files(*endings: str, under: tuple[str, ...] = ()) -> list[Source]:
    return [one for one in everything() if one.name.endswith(endings) and (not under or one.name.startswith(under))]


def python() -> list[Source]:
    """Our Python, tests too; migrations are made by a tool."""
    return [one for one in files(".py") if "/migrations/" not in one.name]


def product() -> list[Source]:
    return [one for one in python() if one.name.split("/")[0] in PACKAGES]
