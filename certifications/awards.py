"""Awards as a file writes them: codes joined by ";", one with a title of its own as `creativity:友善孕育措施獎`."""

from collections.abc import Iterable
from typing import NamedTuple

from certifications.states import AwardCode

ORDER = {code: place for place, code in enumerate(AwardCode.values)}


class Award(NamedTuple):
    code: str
    title: str = ""

    def __str__(self) -> str:
        return f"{self.code}:{self.title}" if self.title else self.code


def in_order(awards: Iterable[Award]) -> tuple[Award, ...]:
    """Each once, in the order of the awards, then of their titles."""
    return tuple(sorted(set(awards), key=lambda award: (ORDER[award.code], award.title)))


def text_of(awards: Iterable[Award]) -> str:
    return ";".join(map(str, awards))


def awards_of(text: str) -> tuple[Award, ...]:
    """Reads what `text_of` wrote."""
    return tuple(Award(*part.split(":", 1)) for part in text.split(";") if part)
