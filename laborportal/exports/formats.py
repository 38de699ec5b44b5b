"""The formats in which a list leaves, each as chunks of a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from laborportal.exports.columns import Column
from laborportal.exports.csvfile import csv_lines
from laborportal.exports.odsfile import CONTENT_TYPE as ODS
from laborportal.exports.odsfile import ods_chunks
from laborportal.exports.sheets import LARGEST_SHEET, Sheet
from laborportal.exports.xlsxfile import CONTENT_TYPE as XLSX
from laborportal.exports.xlsxfile import xlsx_chunks

Chunks = Callable[[Sequence[Column], Iterable[Any], str, str, Sequence[Sheet]], Iterator[bytes]]
LABELS: Mapping[str, str] = {"en": "", "zh": "zh-hant"}
"""What the files say to the language of their words; blank for English names and codes."""


@dataclass(frozen=True, slots=True)
class Format:
    """*write* takes columns, records, the language of the words, a title, and further sheets, which CSV has not.

    *most* is how many records fit.
    """

    name: str
    content_type: str
    write: Chunks
    most: float = inf

    @property
    def label(self) -> str:
        return self.name.upper()

    def chunks(
        self,
        columns: Sequence[Column],
        records: Iterable[Any],
        labels: str,
        title: str,
        further: Sequence[Sheet] = (),
    ) -> Iterator[bytes]:
        return self.write(columns, records, labels, title, further)


def _csv_chunks(
    columns: Sequence[Column], records: Iterable[Any], labels: str, title: str, further: Sequence[Sheet]
) -> Iterator[bytes]:
    return (line.encode() for line in csv_lines(columns, records, labels))


FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", "text/csv; charset=utf-8", _csv_chunks),
    "ods": Format("ods", ODS, ods_chunks, LARGEST_SHEET - 1),
    "xlsx": Format("xlsx", XLSX, xlsx_chunks, LARGEST_SHEET - 1),
}
