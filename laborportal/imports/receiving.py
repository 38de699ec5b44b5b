"""A file on its way in: how large it may be, and of what kind it must be."""

from typing import IO, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

MEGABYTE = 1 << 20
HEAD = 4096
FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "Excel 97–2003 (.xls), Word (.doc)"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"{\\rtf", "RTF"),
)


class SizeLimit(FileUploadHandler):
    """Lets go of a file that grows too large: nothing more of it reaches memory or disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MEGABYTES * MEGABYTE:
            assert self.request is not None  # Django makes each handler with its request
            self.request.META["laborportal.too_large"] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Others keep the file."""


def was_too_large(request: HttpRequest) -> bool:
    return "laborportal.too_large" in request.META


def foreign_kind(file: IO[bytes]) -> str:
    """Why the file can be no table, as a sentence; blank for what may be CSV, ODS or XLSX."""
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        return _("The file is empty: choose another one.")
    kind = next((words for start, words in FOREIGN if head.startswith(start)), "")
    if not kind and b"\0" in head and not head.startswith(b"PK\x03\x04"):
        kind = _("not a table")
    if not kind:
        return ""
    return _("This file is of another kind ({kind}): save it as CSV, ODS or XLSX, and choose that file.").format(
        kind=kind
    )
