from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.activities.models import Series
from laborportal.audit.recording import Act, Change, record


class SeriesForm(forms.ModelForm[Series]):
    """Files and figures are written with the code, so it stays once it is given."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Series
        fields = ("code", "name", "name_en", "unit")
        widgets = {
            "code": forms.TextInput(attrs={"class": "form-control w-mid"}),
            "name": forms.TextInput(attrs={"class": "form-control"}),
            "name_en": forms.TextInput(attrs={"class": "form-control", "lang": "en"}),
            "unit": forms.Select(attrs={"class": "form-select w-mid"}),
        }
        help_texts = {
            "code": _("Small letters, digits and underscores, for example campus_talk. It cannot be changed later."),
            "unit": _("Its staff keep the activities of this series."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        self.initial["version"] = self.instance.version
        cast(forms.ModelChoiceField[Unit], self.fields["unit"]).empty_label = gettext("Choose…")
        if not self.is_new:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.is_new and data.get("version") != self.instance.version:
            stale = _("Somebody else changed this series meanwhile: compare, then save again to let yours stand.")
            self.add_error(None, stale)
            self.data = {**dict(self.data.items()), self.add_prefix("version"): self.instance.version}
        return data

    def write(self, act: Act) -> Series:
        """Saves the series with its event, in one transaction."""
        series = self.instance
        changes = {} if self.is_new else self._changes()
        if not self.is_new and not changes:
            return series
        with transaction.atomic():
            series.version += 0 if self.is_new else 1
            series.save()
            record(act, "created" if self.is_new else "changed", series, changes)
        return series

    def _changes(self) -> dict[str, Change]:
        return {
            name: (_packed(name, self.initial[name]), _packed(name, self.cleaned_data[name]))
            for name in self.changed_data
            if name != "version"
        }


def _packed(name: str, value: Any) -> Any:
    if name != "unit":
        return value
    unit = value if isinstance(value, Unit) else Unit.objects.get(pk=value)
    return {"id": unit.pk, "label": unit.name}
