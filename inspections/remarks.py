"""The remark column of the published lists: the state of an appeal, names of campaigns, sometimes both.

`訴願駁回;勞動部112年度工讀生與部分工時勞工勞動條件專案`. The parts stand in the order in which they came to be, so
the last one about an appeal gives its state.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from laborportal.penalties.ledger import Appeal

CAMPAIGN: Final = r"專案|稽查|計畫"
PARTS: Final = re.compile(r"[;；\r\n]+|[，,、](?=撤回|駁回|訴訟|行政訴訟|原告|最高行政|勞動部)")
CAMPAIGN_IN_BRACKETS: Final = re.compile(
    rf"(?P<appeal>[^(（]+?)\s*[(（](?P<campaign>[^()（）]*(?:{CAMPAIGN})[^()（）]*)[)）]"
)
ABOUT_AN_APPEAL: Final = re.compile(r"訴|駁回|審議|不受理|撤銷|原處分|判決")

# The first that fits decides: a revoked decision is told from a withdrawn appeal, a dismissal from one still running.
OUTCOMES: Final = (
    (Appeal.REVOKED, re.compile(r"處分(?:應予|均)?撤銷|撤銷(?:原)?處分|^撤銷$")),
    (Appeal.WITHDRAWN, re.compile(r"撤回|自撤|撤銷訴願|撤銷訴訟")),
    (Appeal.DISMISSED, re.compile(r"駁回|不受理|維持")),
    (Appeal.CONCLUDED, re.compile(r"結束|終結|確定")),
    (Appeal.PENDING, re.compile(r"中$|重新審理|行政訴訟$|^訴願$")),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """`notes` are the parts that are neither."""

    appeal: Appeal = Appeal.NONE
    campaigns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_remark(text: str) -> Remark:
    appeal, campaigns, notes = Appeal.NONE, [], []
    for part in _parts(text):
        outcome = appeal_in(part)
        if outcome:
            appeal = outcome
        elif re.search(CAMPAIGN, part):
            campaigns.append(part)
        else:
            notes.append(part)
    return Remark(appeal, tuple(campaigns), tuple(notes))


def appeal_in(part: str) -> Appeal | None:
    if not ABOUT_AN_APPEAL.search(part):
        return None
    return next((appeal for appeal, words in OUTCOMES if words.search(part)), None)


def _parts(text: str) -> list[str]:
    found: list[str] = []
    for part in filter(None, map(str.strip, PARTS.split(text))):
        both = CAMPAIGN_IN_BRACKETS.fullmatch(part)
        found += [both["appeal"], both["campaign"]] if both and appeal_in(both["appeal"]) else [part]
    return found
