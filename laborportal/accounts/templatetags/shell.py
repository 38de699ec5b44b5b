from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_block_tag
def filled(content: str, element: str, **attributes: str) -> SafeString:
    """Puts *content* into an element; without content there is no element either."""
    if not content.strip():
        return SafeString("")
    rendered = mark_safe(content)  # nosec B308 B703 # the template engine has escaped it
    return format_html("<{} {}>{}</{}>", element, _written(attributes), rendered, element)


def _written(attributes: dict[str, str]) -> SafeString:
    pairs = ((name.replace("_", "-"), value) for name, value in attributes.items())
    return format_html_join(" ", '{}="{}"', pairs)


@register.filter
def error_count(form: BaseForm | BaseFormSet[Any]) -> int:
    if isinstance(form, BaseFormSet):
        return form.total_error_count()
    return sum(len(errors) for errors in form.errors.values())
