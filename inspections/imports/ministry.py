"""`ministry_violation_list`: what the ministry exports of this city, for labour conditions and for safety.

It repeats the city's own list and is newer, but knows many amounts not at all, so it never has the last word.
"""

import re
from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from inspections.imports.published import PublishedViolationList
from inspections.imports.violation_lists import AUTHORITY, NEEDED
from inspections.states import TAIPEI
from laborportal.exports.normalise import normalise
from laborportal.imports.rows import Row

NAME_GOES_ON: Final = re.compile(
    r"^(?:即|及|委託|受託|原名?[:：]|原名為|前名稱|改制前|併購前|為裁處時|市招|養護|安養|長照|長期照|[台臺]灣)"
)
"""In brackets, but a part of the name: a shop, who runs it, an earlier name, a kind of home, a branch."""
PLACE: Final = r".*(?:[廠店行所部處站館院局社會場庫櫃]|中心|門市)$"
PERSON: Final = rf"(?!附設|[台臺]|{PLACE})[\u4e00-\u9fff]{{2,4}}|\w{{0,4}}\s*[A-Za-z][A-Za-z ,，.-]+"
FUSED: Final = re.compile(rf"(?P<company>.+公司)(?:{PERSON})")
"""A company with its responsible person behind it, without brackets: a name of 2 to 4 characters, or a foreign one."""
OPENING, CLOSING = "(（", ")）"


class MinistryViolationList(PublishedViolationList):
    name = "ministry_violation_list"
    needed = (*NEEDED, AUTHORITY)
    has_last_word = False

    def texts_of(self, cells: Mapping[str, str]) -> dict[str, str]:
        texts = super().texts_of(cells)
        return {**texts, "employer": employer_in(texts["employer"])}

    def read(self, number: int, cells: Mapping[str, str]) -> Row:
        row = super().read(number, cells)
        authority = self.texts_of(cells)[AUTHORITY]
        if not row.skipped and normalise(authority) != TAIPEI:
            message = _("The penalty is one of {authority}, not of {city}: only those of the city are kept here.")
            row.error(self.published(AUTHORITY), message.format(authority=authority or "—", city=TAIPEI))
        return row


def employer_in(text: str) -> str:
    """The name without the responsible person who is fused to it in brackets.

    Brackets inside the person's may be left open, as in `甲公司(李乙(Lee)`; the last group that stands outside of any
    other is the person, unless it goes on with the name. Some rows lack the brackets.
    """
    name = text.strip()
    if not name or name[-1] not in CLOSING:
        fused = FUSED.fullmatch(name)
        return fused["company"] if fused else name
    start = _start_of_last_group(name)
    if start <= 0 or NAME_GOES_ON.match(name[start + 1 :].strip()):
        return name
    return name[:start].strip()


def _start_of_last_group(text: str) -> int:
    """Where the bracket opens that no later one closes, else the one that the last closes; -1 where none does."""
    opened: list[int] = []
    last = -1
    for place, character in enumerate(text):
        if character in OPENING:
            opened.append(place)
        elif character in CLOSING and opened:
            last = opened.pop()
    return opened[0] if opened else last
