"""The texts of a report: plain lines in which `{code}`, `{code|unit}` and `{code@year|unit}` are live figures."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from laborportal.annualreport import formula
from laborportal.annualreport.values import PROVISIONAL, Counted, shown

TOKEN = re.compile(rf"\{{(?P<code>{formula.CODE})(?:@(?P<year>\d{{1,3}}))?(?:\|(?P<unit>[^{{}}|\n]{{0,20}}))?\}}")
BRACES = re.compile(r"\{[^{}\n]*\}?|\}")
ITEM = re.compile(r"\s*(?P<number>[0-9０-９]{1,2})[.．]\s*(?=\S)")
Figures = Mapping[str, Counted]


@dataclass(frozen=True)
class Line:
    text: str
    number: int | None

    @classmethod
    def read(cls, text: str) -> "Line":
        item = ITEM.match(text)
        return cls(text[item.end() :], int(item["number"])) if item else cls(text.strip(), None)


def codes_in(*texts: str) -> list[str]:
    return [token["code"] for text in texts for token in TOKEN.finditer(text)]


def unknown_words(text: str, codes: Iterable[str], year: int) -> list[str]:
    """What stands in braces and is no figure of this year or of the year before, each once."""
    known = set(codes)
    return list(dict.fromkeys(found[0] for found in BRACES.finditer(text) if not _known(found[0], known, year)))


def as_html(text: str, figures: Figures) -> SafeString:
    """Paragraphs and numbered lists; every number is a link to what it counts."""
    lines = [Line.read(line) for line in text.splitlines() if line.strip()]
    blocks = [
        _list(list(group), figures) if numbered else _paragraphs(group, figures)
        for numbered, group in groupby(lines, key=lambda line: line.number is not None)
    ]
    return format_html_join("", "{}", ((block,) for block in blocks))


def as_text(text: str, figures: Figures) -> str:
    """The same for files: numbers with their units in place of the braces."""
    return TOKEN.sub(lambda token: _words(token, figures), text)


def figure_url(counted: Counted) -> str:
    return url_of(counted.year, counted.code)


def url_of(year: int, code: str) -> str:
    return reverse("annualreport:figure", args=[year, code])


def link(counted: Counted, unit: str | None = None, *, before: bool = False) -> SafeString:
    """The number with its unit, linked to its records; a computed one to its page; a word where there is none."""
    if not has_data(counted):
        return format_html('<span class="figure-note">{}</span>', _("No data yet"))
    value = counted.previous if before else counted.value
    url = (counted.previous_list_url if before else counted.list_url) or figure_url(counted)
    provisional = counted.status == PROVISIONAL and not before
    return format_html(
        '<a class="{}" href="{}">{}{}</a>',
        "figure-link figure-link--provisional" if provisional else "figure-link",
        url,
        shown(value, counted.definition.decimals),
        counted.definition.unit if unit is None else unit,
    )


def has_data(counted: Counted) -> bool:
    """False while no records stand behind it in this system."""
    return counted.value is not None or counted.list_url is not None


def _known(found: str, codes: set[str], year: int) -> bool:
    token = TOKEN.fullmatch(found)
    return token is not None and token["code"] in codes and token["year"] in (None, str(year), str(year - 1))


def _list(lines: list[Line], figures: Figures) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((_live(line.text, figures),) for line in lines))
    first = lines[0].number
    return format_html("<ol>{}</ol>", items) if first == 1 else format_html('<ol start="{}">{}</ol>', first, items)


def _paragraphs(lines: Iterable[Line], figures: Figures) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((_live(line.text, figures),) for line in lines))


def _live(text: str, figures: Figures) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in _parts(text, figures)))


def _parts(text: str, figures: Figures) -> Iterator[str]:
    """Plain text, still to be escaped, and links."""
    place = 0
    for token in TOKEN.finditer(text):
        yield text[place : token.start()]
        counted = figures.get(token["code"])
        if counted is None:
            yield token[0]
        else:
            yield link(counted, token["unit"], before=_is_before(token, counted))
            yield _caveat(token, counted)
        place = token.end()
    yield text[place:]


def _words(token: re.Match[str], figures: Figures) -> str:
    counted = figures.get(token["code"])
    if counted is None:
        return token[0]
    if not has_data(counted):
        return _("No data yet")
    value = counted.previous if _is_before(token, counted) else counted.value
    unit = counted.definition.unit if token["unit"] is None else token["unit"]
    return f"{shown(value, counted.definition.decimals)}{unit}{_caveat(token, counted)}"


def _caveat(token: re.Match[str], counted: Counted) -> str:
    """What keeps the number provisional, behind it in brackets as the report prints it."""
    caveat = counted.tally.caveat
    return f"({caveat})" if caveat and not _is_before(token, counted) else ""


def _is_before(token: re.Match[str], counted: Counted) -> bool:
    return token["year"] == str(counted.year - 1)
