from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.accounts.models import Role, Unit, User
from laborportal.rocyear.fields import RocDateField

LABELS = {"username": gettext_lazy("Account"), "name": gettext_lazy("Full name"), "email": gettext_lazy("E-mail")}
HELP = {
    "username": gettext_lazy("What the person types to sign in; letters, digits and @ . + - _"),
    "name": gettext_lazy("As colleagues know the person; history shows it."),
}


class PersonForm(forms.ModelForm[User]):
    """A new person."""

    class Meta:
        model = User
        fields = ("username", "name", "email")
        labels = LABELS
        help_texts = HELP
        error_messages = {"username": {"unique": gettext_lazy("Somebody has this account already. Choose another.")}}

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()


class PersonChangeForm(forms.ModelForm[User]):
    """The account itself stays: history and the lock know the person by it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Reason for the change"), required=False, max_length=500)

    class Meta:
        model = User
        fields = ("name", "email")
        labels = LABELS
        help_texts = HELP

    def clean_version(self) -> int:
        version: int = self.cleaned_data["version"]
        if version != self.instance.version:
            raise ValidationError(
                _("Somebody has changed this person since you opened the page. Look at it again, then save once more.")
            )
        return version


class RoleForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.all(), label=gettext_lazy("Unit"), empty_label=gettext_lazy("Choose a unit")
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", gettext_lazy("Choose a role")), *Role.choices])


class LogFilterForm(forms.Form):
    person = forms.ModelChoiceField(
        User.objects.all(), required=False, label=gettext_lazy("Person"), empty_label=gettext_lazy("Anybody")
    )
    at_from = RocDateField(required=False, label=gettext_lazy("From"))
    at_to = RocDateField(required=False, label=gettext_lazy("To"))
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("at_from"), cleaned.get("at_to")
        if start and end and end < start:
            self.add_error("at_to", _("The end is before the start. Correct one of the two dates."))
        return cleaned
