from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.accounts.policies import may_administer
from laborportal.activities.forms import SeriesForm, TopicForm
from laborportal.activities.models import Series, VisitTopic
from laborportal.datasets.listed import ListedFormView, ListedListView
from laborportal.datasets.views import DatasetListView
from laborportal.exports.columns import Column
from laborportal.listing.page import Action


class ActivityListView(DatasetListView):
    def actions(self) -> Sequence[Action]:
        own = (Action(label=_("Series"), url=reverse("activities:series")),) if may_administer(self.user) else ()
        return (*super().actions(), *own)


class SeriesListView(ListedListView):
    template_name = "activities/series_list.html"

    def rows(self) -> QuerySet[Series]:
        standing = Count("activities", filter=Q(activities__voided_at__isnull=True))
        return Series.objects.select_related("unit").annotate(standing=standing).order_by("unit", "pk")


class SeriesFormView(ListedFormView):
    form_class = SeriesForm
    template_name = "activities/series_form.html"
    back = "activities:series"
    new_title = gettext_lazy("Enter a series")
    labels = {
        name: Column(name=name, label=label)
        for name, label in (
            ("name", gettext_lazy("Name in Chinese")),
            ("name_en", gettext_lazy("Name in English")),
            ("unit", gettext_lazy("Unit")),
        )
    }


class VisitListView(DatasetListView):
    def actions(self) -> Sequence[Action]:
        own = (Action(label=_("Topics"), url=reverse("visits:topics")),) if may_administer(self.user) else ()
        return (*super().actions(), *own)


class TopicListView(ListedListView):
    template_name = "activities/topics.html"

    def rows(self) -> QuerySet[VisitTopic]:
        standing = Count("visits", filter=Q(visits__voided_at__isnull=True))
        return VisitTopic.objects.select_related("unit").annotate(standing=standing).order_by("pk")


class TopicFormView(ListedFormView):
    form_class = TopicForm
    template_name = "activities/topic_form.html"
    back = "visits:topics"
    labels = {"unit": SeriesFormView.labels["unit"]}
