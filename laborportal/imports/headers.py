"""Which column each cell of a header names: by English name or by label in any language of the application."""

from collections.abc import Iterable, Sequence
from unicodedata import normalize

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from laborportal.exports.columns import Column, code_and_label, echo
from laborportal.imports.reading import Unreadable


def header_key(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().replace("\ufeff", "").split())


class Header:
    def __init__(self, columns: Iterable[Column]) -> None:
        self.columns = tuple(columns)
        self.known = {header_key(column.name): column for column in self.columns}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                for column in self.columns:
                    self.known.setdefault(header_key(str(column.label)), column)

    def recognise(self, cells: Sequence[str]) -> int:
        return sum(header_key(cell) in self.known for cell in cells)

    def match(self, cells: Sequence[str]) -> list[Column]:
        """The column of each cell; raises Unreadable, which names all that are unknown, missing or there twice."""
        unknown = [cell.strip() for cell in cells if header_key(cell) not in self.known]
        found = [self.known[header_key(cell)] for cell in cells if header_key(cell) in self.known]
        missing = [column for column in self.columns if _must_be_there(column) and column not in found]
        twice = sorted({column.name for column in found if found.count(column) > 1})
        complaints = []
        if unknown:
            complaints.append(
                _("These columns are not known here: {names}.").format(
                    names=pgettext("between the items of a list", ", ").join(
                        _("(blank)") if not name else f"“{echo(name)}”" for name in unknown
                    )
                )
            )
        if missing:
            complaints.append(
                _("These columns are missing: {names}.").format(
                    names=pgettext("between the items of a list", ", ").join(
                        code_and_label(column.name, column.label) for column in missing
                    )
                )
            )
        if twice:
            complaints.append(
                _("These columns are there more than once: {names}.").format(
                    names=pgettext("between the items of a list", ", ").join(twice)
                )
            )
        if complaints:
            raise Unreadable(" ".join([*complaints, _("Correct the first line of the file.")]))
        return found


def _must_be_there(column: Column) -> bool:
    return (column.required or column.in_every_file) and not column.derived
