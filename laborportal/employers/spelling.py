"""Two spellings of one name or one address: what they share, and how far two names are apart."""

import re
from itertools import pairwise

from laborportal.exports.normalise import name_key

# The longest first: each is taken off the end once.
COMPANY_FORMS = (
    "股份有限公司",
    "有限公司",
    "無限公司",
    "兩合公司",
    "公司",
    "企業社",
    "企業行",
    "實業社",
    "工程行",
    "工作室",
    "商行",
    "商號",
)
SHORTEST_TO_COMPARE = 3
LONG_NAME = 7

_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2500\u30fc\ufe58\ufe63~〜]")
_NUMERALS = {numeral: digit for digit, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0}
_CHINESE_NUMBER = re.compile(r"([〇零一二三四五六七八九十]+)(?=段|巷|弄|號|樓|層|鄰|室)")
_VILLAGE = re.compile(r"(?<=[區鄉鎮])[^\d路街道巷段]{1,4}[里村](?:\d+鄰)?(?=[^\d路街道巷]+[路街道巷])")
_POSTCODE = re.compile(r"^\d{3,6}(?=\D)")


def name_core(key: str) -> str:
    """A matching key without the form of the company, which people leave out or mistake."""
    form = next(filter(key.endswith, COMPANY_FORMS), "")
    return key.removesuffix(form) or key


def address_key(address: str) -> str:
    """What the spellings of one address share: `五段１─３號七樓` is `5段1之3號7樓`, with or without the village."""
    text = _DASHES.sub("-", name_key(address))
    text = _CHINESE_NUMBER.sub(lambda found: _digits(found[1]), _POSTCODE.sub("", text))
    text = re.sub(r"(?<=\d)f", "樓", text)
    text = re.sub(r"(?<=[\d號樓])之(?=\d)", "-", text)
    text = re.sub(r"(\d+)號-(\d+)", r"\1-\2號", text)
    text = re.sub(r"(?<=號)1樓$", "", text)  # the ground floor is mostly left out
    return _VILLAGE.sub("", text)


def _digits(numeral: str) -> str:
    """二十一 is 21, 一〇二 is 102."""
    if "十" not in numeral:
        return "".join(str(_NUMERALS[figure]) for figure in numeral)
    tens, _, ones = numeral.partition("十")
    if "十" in ones:
        return numeral
    return str(10 * int(_digits(tens) or 1) + int(_digits(ones) or 0))


def slips_allowed(core: str) -> int:
    """How many characters two similar names may differ in; 0 where every name would be similar."""
    if len(core) < SHORTEST_TO_COMPARE:
        return 0
    return 1 if len(core) < LONG_NAME else 2


def pieces(core: str, slips: int) -> list[str]:
    """*core* in slips + 1 pieces: of a name with no more slips at least one stands unchanged."""
    count = slips + 1
    bounds = [len(core) * number // count for number in range(count + 1)]
    return [core[start:end] for start, end in pairwise(bounds)]


def distance(one: str, other: str) -> int:
    """How many characters have to be put in, taken out or changed."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, against in enumerate(other, 1):
            cost = min(row[place] + 1, row[place - 1] + 1, before + (letter != against))
            before, row[place] = row[place], cost
    return row[-1]
