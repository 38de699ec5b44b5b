"""Awards to tick; the creativity award asks for the title of its theme."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from certifications.awards import Award, awards_of
from certifications.states import AwardCode
from laborportal.exports.columns import Column

TITLED = frozenset({AwardCode.CREATIVITY})


class AwardsWidget(forms.Widget):
    """Reads and writes the text that a file would hold; what cannot be read goes back to the column as it was typed."""

    template_name = "certifications/widgets/awards.html"
    use_fieldset = True

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.choices = getattr(column, "choices", ())

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, dict(attrs or {}))
        held = _held(value)
        titles = {code: "；".join(title for found, title in held if found == code and title) for code in AwardCode}
        context["options"] = [
            {
                "code": code,
                "label": label,
                "checked": any(award.code == code for award in held),
                "titled": code in TITLED or bool(titles[AwardCode(code)]),
                "title": titles[AwardCode(code)],
            }
            for code, label in self.choices
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        codes: list[str] = data.getlist(name) if isinstance(data, QueryDict) else list(data.get(name, ()))
        return ";".join(part for code in codes for part in _parts(code, str(data.get(f"{name}-{code}-title", ""))))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        return ""


def _parts(code: str, titles: str) -> Iterable[str]:
    found = [title.strip() for title in titles.replace("；", ";").split(";") if title.strip()]
    return [f"{code}:{title}" for title in found] or [code]


def _held(value: Any) -> tuple[Award, ...]:
    if isinstance(value, str):
        return tuple(award for award in awards_of(value) if award.code in AwardCode.values)
    return tuple(value or ())
