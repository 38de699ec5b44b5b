"""A zip file that leaves while it is written: nothing of it is kept, however long it gets."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

CHUNK = 1 << 16


class Part(NamedTuple):
    name: str
    texts: Iterable[str]
    stored: bool = False


class _Pipe:
    """zipfile writes into it; what was written is taken out again."""

    def __init__(self) -> None:
        self._written: list[bytes] = []
        self._length = 0

    def write(self, content: Any) -> int:
        self._written.append(bytes(content))
        self._length += len(content)
        return len(content)

    def flush(self) -> None:
        """zipfile asks for it; there is nothing to do."""

    def take(self, at_least: int = 1) -> Iterator[bytes]:
        if self._length >= at_least:
            yield b"".join(self._written)
            self._written.clear()
            self._length = 0


def zipped(parts: Iterable[Part]) -> Iterator[bytes]:
    """One that breaks half-way lacks its directory, without which no program opens it."""
    pipe = _Pipe()
    with ZipFile(cast(Any, pipe), "w") as archive:
        for part in parts:
            info = ZipInfo(part.name)
            info.compress_type = ZIP_STORED if part.stored else ZIP_DEFLATED
            with archive.open(info, "w") as stream:
                for text in part.texts:
                    stream.write(text.encode())
                    yield from pipe.take(CHUNK)
    yield from pipe.take()
