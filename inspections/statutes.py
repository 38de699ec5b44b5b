"""Names of statutes as decisions cite them, and the act that each belongs to.

Acts and their sub-laws: Laws & Regulations Database, versions of 2024-10-11. Slips: as they stand in the lists that the
city and the ministry publish, which nobody may edit before an import.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

LABOUR_STANDARDS: Final = "labour_standards"
GENDER_EQUALITY: Final = "gender_equality"
MINIMUM_WAGE: Final = "minimum_wage"
OCCUPATIONAL_SAFETY: Final = "occupational_safety"
OTHER: Final = "other"

ACTS: Final = {
    "勞動基準法": LABOUR_STANDARDS,
    "性別平等工作法": GENDER_EQUALITY,
    "最低工資法": MINIMUM_WAGE,
    "職業安全衛生法": OCCUPATIONAL_SAFETY,
    # The act of 63 to 103, whose articles are numbered differently: the same subject, never the same article.
    "勞工安全衛生法": OCCUPATIONAL_SAFETY,
}

# Only the name changed, the articles did not: 112-08-16 (性別平等工作法) and 97-01-16 (性別工作平等法).
RENAMED: Final = {"性別工作平等法": "性別平等工作法", "兩性工作平等法": "性別平等工作法"}

ABBREVIATED: Final = {
    "勞基法": "勞動基準法",
    "性工法": "性別平等工作法",
    "職安法": "職業安全衛生法",
}

# Authorised by the act, so a decision that cites the sub-law alone falls under the act as well.
SUB_LAWS: Final = {
    OCCUPATIONAL_SAFETY: (
        "職業安全衛生法施行細則",
        "職業安全衛生設施規則",
        "職業安全衛生管理辦法",
        "職業安全衛生教育訓練規則",
        "營造安全衛生設施標準",
        "勞工健康保護規則",
        "勞工作業環境監測實施辦法",
        "辦理勞工體格與健康檢查醫療機構認可及管理辦法",
        "起重升降機具安全規則",
        "升降機安全檢查構造標準",
        "固定式起重機安全檢查構造標準",
        "移動式起重機安全檢查構造標準",
        "吊籠安全檢查構造標準",
        "危險性機械及設備安全檢查規則",
        "鍋爐及壓力容器安全規則",
        "高壓氣體勞工安全規則",
        "機械設備器具安全標準",
        "危害性化學品標示及通識規則",
        "特定化學物質危害預防標準",
        "有機溶劑中毒預防規則",
        "缺氧症預防規則",
        "高架作業勞工保護措施標準",
    ),
    LABOUR_STANDARDS: ("勞動基準法施行細則", "勞工請假規則"),
    GENDER_EQUALITY: ("性別平等工作法施行細則",),
    MINIMUM_WAGE: ("最低工資法施行細則",),
}

SLIPS: Final = {
    "辦理勞工體格及健康檢查醫療機構認可及管理辦法": "辦理勞工體格與健康檢查醫療機構認可及管理辦法",
    "辦理勞工體格與健康檢查醫療機構認可及管理辦法健檢辦法": "辦理勞工體格與健康檢查醫療機構認可及管理辦法",
    "營造業安全衛生設施標準": "營造安全衛生設施標準",
    "營造安全衛生於設施標準": "營造安全衛生設施標準",
    "營造安全衛生設施規則": "營造安全衛生設施標準",
    "職業安全設施規則": "職業安全衛生設施規則",
    "職業安衛生設施規則": "職業安全衛生設施規則",
    "職業安全衛生施規則": "職業安全衛生設施規則",
    "職業安全衛生設規則": "職業安全衛生設施規則",
    "職業安全衛生設施標準": "職業安全衛生設施規則",
}

KNOWN: Final = ACTS | {name: act for act, names in SUB_LAWS.items() for name in names}
OTHER_NAMES: Final = RENAMED | ABBREVIATED | SLIPS
UNKNOWN_STATUTE: Final = re.compile(r"[^\W\d_第暨條項款]{2,50}(?:法|條例|規則|辦法|標準|細則|準則)")
STRAY_CHARACTERS: Final = 2


@cache
def canonical(name: str) -> str:
    """The statute's name of today, "" when it is none. A lost first character and stray ones before it are forgiven."""
    if name in KNOWN:
        return name
    if name in OTHER_NAMES:
        return OTHER_NAMES[name]
    for known in (*KNOWN, *OTHER_NAMES):
        if name == known[1:] or (name.endswith(known) and len(name) - len(known) <= STRAY_CHARACTERS):
            return OTHER_NAMES.get(known, known)
    return name if UNKNOWN_STATUTE.fullmatch(name) else ""


def act_of_statute(name: str) -> str:
    return KNOWN.get(name, OTHER)
