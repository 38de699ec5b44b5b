from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.accounts.policies import may_administer
from laborportal.activities.forms import SeriesForm
from laborportal.activities.models import Series
from laborportal.audit.recording import Act, history_of
from laborportal.datasets.views import DatasetListView
from laborportal.exports.columns import Column
from laborportal.listing.page import Action


class ActivityListView(DatasetListView):
    def actions(self) -> Sequence[Action]:
        own = (Action(label=_("Series"), url=reverse("activities:series")),) if may_administer(self.user) else ()
        return (*super().actions(), *own)


class SeriesPage(View):
    """For administrators; whoever else asks gets 403."""

    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (isinstance(request.user, User) and may_administer(request.user)):
            raise PermissionDenied
        self.user = request.user
        return super().dispatch(request, *args, **kwargs)


class SeriesListView(SeriesPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        standing = Count("activities", filter=Q(activities__voided_at__isnull=True))
        series = Series.objects.select_related("unit").annotate(standing=standing).order_by("unit", "pk")
        return render(request, "activities/series_list.html", {"series": series})


class SeriesFormView(SeriesPage):
    def found(self) -> Series | None:
        return get_object_or_404(Series, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        series = self.found()
        return self.show(SeriesForm(instance=series), series)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        series = self.found()
        form = SeriesForm(request.POST, instance=series)
        if not form.is_valid():
            return self.show(form, series)
        saved = form.write(Act(self.user))
        messages.success(request, _("Saved: {record}").format(record=saved))
        return redirect("activities:series")

    def show(self, form: SeriesForm, series: Series | None) -> HttpResponse:
        title = _("Change: {record}").format(record=series.label) if series else _("Enter a series")
        context = {"form": form, "title": title, "labels": LABELS, "events": history_of(series) if series else None}
        return render(self.request, "activities/series_form.html", context)


LABELS = {
    name: Column(name=name, label=label)
    for name, label in (
        ("name", gettext_lazy("Name in Chinese")),
        ("name_en", gettext_lazy("Name in English")),
        ("unit", gettext_lazy("Unit")),
    )
}
