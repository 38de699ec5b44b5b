"""Files of a case: of which kinds they may be, how they come in, and who may take one back."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import has_role, may_write
from laborportal.audit.recording import Act, record, register_action
from laborportal.cases.models import Attachment
from laborportal.exports.columns import CONTROL
from laborportal.workflow.models import Stateful

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."
ZIP = b"PK\x03\x04"
HEAD = 512
register_action("attached", gettext_lazy("attached the file"))


@dataclass(frozen=True)
class Kind:
    """*starts* are the first bytes of such a file; none where it is plain text."""

    content_type: str
    starts: tuple[bytes, ...] = ()

    def fits(self, head: bytes) -> bool:
        return head.startswith(self.starts) if self.starts else b"\0" not in head


KINDS = {
    ".pdf": Kind("application/pdf", (b"%PDF-",)),
    ".odt": Kind(f"{OPEN_DOCUMENT}text", (ZIP,)),
    ".ods": Kind(f"{OPEN_DOCUMENT}spreadsheet", (ZIP,)),
    ".odp": Kind(f"{OPEN_DOCUMENT}presentation", (ZIP,)),
    ".docx": Kind(f"{OFFICE}wordprocessingml.document", (ZIP,)),
    ".xlsx": Kind(f"{OFFICE}spreadsheetml.sheet", (ZIP,)),
    ".pptx": Kind(f"{OFFICE}presentationml.presentation", (ZIP,)),
    ".jpg": Kind("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": Kind("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".csv": Kind("text/csv"),
    ".txt": Kind("text/plain"),
}


def suffix_of(name: str) -> str:
    return Path(name).suffix.lower()


def complaint_about(name: str, file: IO[bytes]) -> str:
    """Why it may not be attached, as a sentence; blank where nothing stands in the way."""
    head = file.read(HEAD)
    file.seek(0)
    kind = KINDS.get(suffix_of(name))
    if kind is None:
        return _("Files of this kind cannot be attached: save it as PDF, or as one of {kinds}.").format(kinds=offered())
    if not kind.fits(head):
        return _("This is no {kind} file, whatever its name says: save it anew and attach that one.").format(
            kind=suffix_of(name)[1:].upper()
        )
    return ""


def offered() -> str:
    return _(", ").join(suffix[1:].upper() for suffix in KINDS if suffix != ".jpeg")


def may_attach(user: User, case: Stateful) -> bool:
    """Also to a decided case: letters come in later."""
    return may_write(user, case.unit_id) and case.voided_at is None


def may_take_back(user: User, case: Stateful, attachment: Attachment) -> bool:
    """Who attached it, while writing for the unit; and the supervisors of the unit."""
    if has_role(user, Role.SUPERVISOR, unit_id=case.unit_id):
        return True
    return may_write(user, case.unit_id) and attachment.person_id == user.pk


def attach(user: User, case: Stateful, file: "File[Any]", note: str) -> Attachment:
    """Stores the file with its event; raises ValidationError where the very same file is attached already."""
    name = CONTROL.sub("", Path(str(file.name)).name)[-255:]
    attachment = Attachment(
        case=case, file_name=name, size=file.size, sha256=_digest(file.chunks()), note=note, person=user
    )
    attachment.validate_constraints()
    attachment.file.save(name, file, save=False)
    try:
        with transaction.atomic():
            attachment.save(force_insert=True)
            record(Act(user), "attached", attachment)
    except IntegrityError:  # somebody attached the same at this moment
        attachment.file.delete(save=False)
        attachment.validate_constraints()
        raise
    return attachment


def _digest(chunks: Iterable[bytes]) -> str:
    found = sha256()
    for chunk in chunks:
        found.update(chunk)
    return found.hexdigest()
