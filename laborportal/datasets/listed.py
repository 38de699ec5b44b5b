"""Rows that an administrator keeps, because a list of codes may grow: their form and their pages."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.accounts.policies import may_administer
from laborportal.audit.models import Tracked
from laborportal.audit.recording import Act, Change, history_of, record

WIDGETS = {
    "code": forms.TextInput(attrs={"class": "form-control w-mid"}),
    "name": forms.TextInput(attrs={"class": "form-control"}),
    "name_en": forms.TextInput(attrs={"class": "form-control", "lang": "en"}),
}
HELP = {"code": gettext_lazy("Small letters, digits and underscores. It cannot be changed later.")}


class ListedForm(forms.ModelForm[Any]):
    """Files and figures are written with the code, so it stays once it is given."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        self.initial["version"] = self.instance.version
        if not self.is_new:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.is_new and data.get("version") != self.instance.version:
            stale = _("Somebody else changed this row meanwhile: compare, then save again to let yours stand.")
            self.add_error(None, stale)
            self.data = {**dict(self.data.items()), self.add_prefix("version"): self.instance.version}
        return data

    def write(self, act: Act) -> Any:
        """Saves the row with its event, in one transaction."""
        row = self.instance
        changes = {} if self.is_new else self._changes()
        if not self.is_new and not changes:
            return row
        with transaction.atomic():
            row.version += 0 if self.is_new else 1
            row.save()
            record(act, "created" if self.is_new else "changed", row, changes)
        return row

    def _changes(self) -> dict[str, Change]:
        return {
            name: (self._packed(name, self.initial[name]), self._packed(name, self.cleaned_data[name]))
            for name in self.changed_data
            if name != "version"
        }

    def _packed(self, name: str, value: Any) -> Any:
        """A row of another table is kept in history by its id and its words."""
        field = self._meta.model._meta.get_field(name)
        if not isinstance(field, models.ForeignKey):
            return value
        related: Any = field.related_model
        row = value if isinstance(value, related) else related._default_manager.get(pk=value)
        return {"id": row.pk, "label": getattr(row, "name", str(row))}


class ListedPage(View):
    """For administrators; whoever else asks gets 403."""

    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (isinstance(request.user, User) and may_administer(request.user)):
            raise PermissionDenied
        self.user = request.user
        return super().dispatch(request, *args, **kwargs)


class ListedListView(ListedPage):
    template_name: str

    def rows(self) -> "models.QuerySet[Any]":
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, self.template_name, {"rows": self.rows()})


class ListedFormView(ListedPage):
    """A new row, or one on file. *back* names the address of the list."""

    form_class: type[ListedForm]
    template_name: str
    back: str
    new_title: str | Promise
    labels: ClassVar[Mapping[str, Any]] = {}

    def found(self) -> Tracked | None:
        model = self.form_class._meta.model
        return get_object_or_404(model, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.found()
        return self.show(self.form_class(instance=row), row)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.found()
        form = self.form_class(request.POST, instance=row)
        if not form.is_valid():
            return self.show(form, row)
        saved = form.write(Act(self.user))
        messages.success(request, _("Saved: {record}").format(record=saved))
        return redirect(self.back)

    def show(self, form: ListedForm, row: Tracked | None) -> HttpResponse:
        title = _("Change: {record}").format(record=row) if row else self.new_title
        events = history_of(row) if row else None
        context = {"form": form, "title": title, "labels": self.labels, "events": events}
        return render(self.request, self.template_name, context)
