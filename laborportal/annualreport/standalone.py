"""The page of a year as one file: its style inside, nothing to fetch."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from laborportal.annualreport.page import page_of

STYLES = ("bootstrap/css/bootstrap.min.css", "laborportal/theme.css")


# A file knows no site: numbers keep their look and lead nowhere. Anchors within the page stay.
ADDRESS = re.compile(r' href="/[^"]*"')


def as_html(year: int) -> str:
    printed = render_to_string(
        "annualreport/standalone.html", {"page": page_of(year), "style": _style(), "now": timezone.now()}
    )
    return ADDRESS.sub("", printed)


def _style() -> SafeString:
    found = (finders.find(name) for name in STYLES)
    style = "\n".join(Path(str(path)).read_text(encoding="utf-8") for path in found if path)
    return mark_safe(f"<style>{style}</style>")  # nosec B308 B703 # our own files
