"""Pages carry no code of their own and call nobody else: the content security policy would refuse it, unseen."""

import re

import pytest
from django.contrib.staticfiles import finders

from tests.architecture import source
from tests.architecture.test_source import lines_with

INLINE = re.compile(r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.IGNORECASE)
STATIC = re.compile(r"{%\s*static\s+[\"']([^\"']+)[\"']")


def test_no_template_has_inline_style_or_script() -> None:
    assert lines_with(INLINE, source.files(".html", under=TEMPLATES)) == []


def test_no_page_names_an_address_outside_the_site() -> None:
    assert lines_with(ADDRESS, source.files(".html", ".svg", ".css", ".js", under=TEMPLATES)) == []


def test_every_static_file_that_a_template_names_exists() -> None:
    named = {name: one.name for one in source.files(".html", under=TEMPLATES) for name in STATIC.findall(one.text)}
    assert {name: where for name, where in named.items() if not finders.find(name)} == {}


@pytest.mark.parametrize("bad", ['<p style="x">', "<style>", "<script>", '<script type="module">', '<a onclick="x()">'])
def test_what_is_inline_is_seen(bad: str) -> None:
    assert INLINE.search(bad)


@pytest.mark.parametrize("bad", ['src="//cdn.example.com/x.js"', "url(https://fonts.example/x)"])
def test_an_address_of_somebody_else_is_seen(bad: str) -> None:
    assert ADDRESS.search(bad)


TEMPLATES = ("templates/", *(f"{package}/" for package in source.PACKAGES))
