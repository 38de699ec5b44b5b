"""Tables of plain texts as files: the writers of exports take them for records."""

from collections.abc import Iterable, Iterator, Sequence
from types import SimpleNamespace

from django.http import StreamingHttpResponse

from laborportal.exports.columns import Column
from laborportal.exports.formats import FORMATS, LABELS
from laborportal.exports.sheets import Sheet


def paper(
    kind: str, header: Sequence[str], rows: Iterable[Sequence[str]], title: str, further: Sequence[Sheet] = ()
) -> Iterator[bytes]:
    """*kind* is one of FORMATS; every row is as wide as the header."""
    names = [f"cell{place}" for place in range(len(header))]
    columns = [Column(name=name, label=label) for name, label in zip(names, header, strict=True)]
    records = (SimpleNamespace(**dict(zip(names, cells, strict=True))) for cells in rows)
    return FORMATS[kind].chunks(columns, records, LABELS["zh"], title, further)


def download(kind: str, chunks: Iterator[bytes], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(chunks, content_type=FORMATS[kind].content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
