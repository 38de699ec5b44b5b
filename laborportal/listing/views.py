"""Every list page; a list names its title, columns, conditions and queryset."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.generic import TemplateView
from django_stubs_ext import StrOrPromise

from laborportal.exports.columns import Column
from laborportal.listing.conditions import Condition
from laborportal.listing.page import Action, ListPage
from laborportal.listing.reading import Reading
from laborportal.listing.tables import Marks
from laborportal.listing.totals import ListTotal


class ListView(TemplateView):
    """`order` holds while the address asks for none; `marks` gives codes of a column the shape of their state."""

    template_name = "listing/list.html"
    http_method_names = ["get", "head", "options"]

    title: StrOrPromise = ""
    columns: Sequence[Column] = ()
    lead: str = ""
    conditions: Mapping[str, Condition] = {}
    order: Sequence[str] = ("-pk",)
    marks: Marks = {}
    export_url: str = ""

    def get_queryset(self) -> QuerySet[Any]:
        """The records that this person may see."""
        raise NotImplementedError

    def everything(self) -> QuerySet[Any] | None:
        """All records, where the person may not see all; the page then says how many are out of sight."""
        return None

    def read(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """*queryset* with all that the columns show, in a fixed number of queries."""
        return queryset

    def record_url(self, record: Any) -> str:
        return ""

    def totals(self, queryset: QuerySet[Any]) -> Sequence[ListTotal]:
        """Each of them over the filtered list, in one query."""
        return ()

    def links(self, reading: Reading) -> Sequence[Action]:
        """What else can be done with the records that match."""
        return ()

    def actions(self) -> Sequence[Action]:
        return ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = ListPage(self, request.path, request.GET)
        if page.ok and page.asked_export:
            return HttpResponseRedirect(str(page.asked_export))
        context = self.get_context_data(page=page, now=timezone.now(), **kwargs)
        return self.render_to_response(context, status=200 if page.ok else 400)
