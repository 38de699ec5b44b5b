"""What the commands of the contract share: one language, one way to refuse, one place to print."""

import functools
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import translation

from laborportal.datasets import registry
from laborportal.datasets.declaration import Dataset

LANGUAGES = ("zh-hant", "en")


class Refusal(CommandError):
    """The command cannot be carried out as it was written: exit status 2, one message on standard error."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=2)


def add_language(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])


def in_language(handle: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(handle)
    def handled(self: Any, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"]):
            handle(self, *args, **options)

    return handled


def dataset_named(name: str) -> Dataset:
    try:
        return registry.get(name)
    except registry.UnknownDataset as error:
        raise Refusal(str(error)) from None


@contextmanager
def output_stream(printed: Any, path: str | None) -> Iterator[Any]:
    """*printed*, the command's own standard output, or the file *path*, with the line ends that are written."""
    if path is None:
        yield printed
        return
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as stream:
            yield stream
    except OSError as error:
        raise Refusal(f"{path}: {error.strerror}") from None


class Printed:
    """A stream of text that takes the bytes of a text file."""

    def __init__(self, printed: Any) -> None:
        self.printed = printed

    def write(self, content: bytes) -> None:
        self.printed.write(content.decode(), ending="")


@contextmanager
def binary_output(printed: Any, path: str | None) -> Iterator[Any]:
    """The same for the bytes of a file; where *printed* is no real standard output it takes text alone."""
    if path is None:
        yield getattr(printed, "buffer", None) or Printed(printed)
        return
    try:
        with Path(path).open("wb") as stream:
            yield stream
    except OSError as error:
        raise Refusal(f"{path}: {error.strerror}") from None
