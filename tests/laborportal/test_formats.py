import pytest
from django.template import Context, Template
from django.utils import translation


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_digits_are_grouped_in_threes_in_either_language(language: str) -> None:
    with translation.override(language):
        page = Template("{% load humanize %}{{ number|intcomma }} {{ number }}").render(Context({"number": 16558}))
    assert page == "16,558 16558"
