"""Article references as authorities publish them: `勞動基準法第24條第1項;勞動基準法第36條第1項`.

A reference is what stands between two half-width semicolons; the published counts are counts of those. One that cites
several provisions is known by its first; the whole stays in `text`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from inspections.statutes import ACTS, OTHER, act_of_statute, canonical

ITEM_LENGTH: Final = 100
SEPARATOR: Final = ";"

ITEMS: Final = r"第?\d+(?:、\d+)*款|第\d+(?:、\d+)*(?![\d、條項目之-])"
PROVISION: Final = re.compile(
    r"第?(?P<article>\d{1,4})(?:(?:-|之)(?P<inner>\d{1,4}))?條(?:(?:-|之)(?P<outer>\d{1,4}))?項?"
    rf"(?:第?(?P<paragraph>\d{{1,3}})項款?)?、?(?P<items>(?:{ITEMS})(?:[、及]?(?:{ITEMS}))*)?(?:第\d+目)?"
    rf"(?:[、及]?第?\d+項(?:{ITEMS})?(?:[、及]?(?:{ITEMS}))*)*"
)
IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
CONNECTIVE: Final = re.compile(r"^(?:之?規定|[規定之款項,。;、+.]|違反|依|並|與|和|及|\d+[.、]?|致發生|(?P<joined>暨))")
SAME_STATUTE: Final = frozenset({"", "同法", "同規則", "同辦法", "同標準", "同細則", "同條例"})
CONSEQUENCE: Final = re.compile(r"^(?:勞工\w{0,3}發生\w{1,8})?職業災害")
ACT_WITHOUT_ARTICLE: Final = re.compile(r"^(?P<statute>\w+?[法則準])(?:第?\d+[項款])+")
CHINESE_NUMBER: Final = re.compile(r"(?<=[第之])[〇零一二三四五六七八九十百]+(?=[條項款目之]|$)")
DIGITS: Final = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(frozen=True, slots=True)
class Citation:
    """`article` "" where no article could be read; `unread` where any part of the text could not."""

    text: str
    statute: str = ""
    article: str = ""
    paragraph: str = ""
    item: str = ""
    act: str = OTHER
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a provision: the statute's name, and whether 暨 joins it to the one before."""

    name: str
    joined: bool


def split_references(text: str) -> list[str]:
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()]


def read_citations(text: str, statute: str = "") -> list[Citation]:
    """Every reference of a cell. `statute` is the one that the column's header names, for references that name none."""
    citations: list[Citation] = []
    for part in split_references(text):
        citation = read_citation(part, statute)
        statute = citation.statute or statute
        citations.append(citation)
    return citations


@lru_cache(maxsize=10_000)
def read_citation(text: str, statute: str = "") -> Citation:
    plain = _plain(text)
    provisions = list(PROVISION.finditer(plain))
    if not provisions:
        statute = canonical(_lead(plain).name)
        return Citation(text, statute=statute, act=act_of_statute(statute), unread=True)
    names: list[str] = []
    joined_act, understood, end = "", True, 0
    for provision in provisions:
        lead = _lead(plain[end : provision.start()])
        name = (names[-1] if names else statute) if lead.name in SAME_STATUTE else canonical(lead.name)
        understood &= bool(name)
        joined_act = joined_act or (act_of_statute(name) if lead.joined and lead.name and name else "")
        names.append(name)
        end = provision.end()
    tail_act, tail_understood = _read_tail(plain[end:])
    first = provisions[0]
    return Citation(
        text,
        statute=names[0],
        article="-".join(filter(None, (first["article"], first["inner"] or first["outer"]))) if names[0] else "",
        paragraph=first["paragraph"] or "",
        item="、".join(re.findall(r"\d+", first["items"] or ""))[:ITEM_LENGTH],
        act=joined_act or tail_act or (act_of_statute(names[0]) if names[0] else act_named_in(plain)),
        unread=not (understood and tail_understood),
    )


def act_of(citations: Iterable[Citation]) -> str:
    """The act of the first article; of a sub-law joined with 暨, the act it is joined to; none named: other."""
    return next((citation.act for citation in citations if citation.statute or citation.act != OTHER), OTHER)


def act_of_articles(text: str) -> str:
    return act_of(read_citations(text))


def act_named_in(text: str) -> str:
    """The act whose name stands anywhere in a text that cannot be read otherwise."""
    return next((act for name, act in ACTS.items() if name in text), OTHER)


def statute_named_in(header: str) -> str:
    """The statute in a column's header such as 違反勞動基準法條款."""
    named = re.search(r"違反(\w+?法)", _plain(header))
    return canonical(named[1]) if named else ""


def _plain(text: str) -> str:
    plain = IN_BRACKETS.sub("", "".join(unicodedata.normalize("NFKC", text).split()))
    return CHINESE_NUMBER.sub(_arabic, plain.replace("絛", "條").replace("第第", "第"))


def _arabic(match: re.Match[str]) -> str:
    total = digit = 0
    for character in match[0]:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = DIGITS[character]
    return str(total + digit)


def _lead(text: str) -> Lead:
    joined = False
    while found := CONNECTIVE.match(text):
        joined = joined or bool(found["joined"])
        text = text[found.end() :]
    return Lead(text, joined)


def _read_tail(text: str) -> tuple[str, bool]:
    """What follows the last provision: the joined act where its article is missing; whether it was understood."""
    lead = _lead(text)
    act = ""
    if lead.joined and (named := ACT_WITHOUT_ARTICLE.match(lead.name)):
        act = act_of_statute(canonical(named["statute"]))
        lead = _lead(lead.name[named.end() :])
    return act, not CONSEQUENCE.sub("", lead.name).strip("。")
