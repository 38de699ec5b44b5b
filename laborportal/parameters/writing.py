"""Entries are added and voided; nothing that stands is changed."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from laborportal.audit.recording import Act, Entry, record_many
from laborportal.parameters.following import tell
from laborportal.parameters.models import Dated, ParameterValue


def enter(act: Act, entries: Sequence[Dated]) -> None:
    """All of them or none; raises ValidationError, with its sentence, where such an entry stands already."""
    for entry in entries:
        entry.validate_constraints()
    try:
        with transaction.atomic():
            for entry in entries:
                entry.save(force_insert=True)
            record_many(act, [Entry("created", entry) for entry in entries])
    except IntegrityError:  # somebody else was faster
        for entry in entries:
            entry.validate_constraints()
        raise
    for entry in entries:
        if isinstance(entry, ParameterValue):
            tell(entry.code, entry.valid_from)
