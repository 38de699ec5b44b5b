from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.activities.models import Series, VisitTopic
from laborportal.datasets.listed import HELP, WIDGETS, ListedForm


class SeriesForm(ListedForm):
    class Meta:
        model = Series
        fields = ("code", "name", "name_en", "unit")
        widgets = {**WIDGETS, "unit": forms.Select(attrs={"class": "form-select w-mid"})}
        help_texts = {**HELP, "unit": _("Its staff keep the activities of this series.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField[Unit], self.fields["unit"]).empty_label = gettext("Choose…")


class TopicForm(ListedForm):
    """The topics are those of the contract, so only the unit that keeps their visits can be named anew."""

    class Meta:
        model = VisitTopic
        fields = ("code", "unit")
        widgets = {"unit": forms.Select(attrs={"class": "form-select w-mid"})}
        help_texts = {"unit": _("Its staff keep the visits about this topic, those on file too.")}
