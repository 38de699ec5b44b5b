"""What programs read: the list of a dataset as JSON, with the conditions and within the scope of its page."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.accounts.tokens import holder_of
from laborportal.datasets import registry
from laborportal.datasets.declaration import Dataset
from laborportal.exports.columns import Column, echo
from laborportal.listing.ordering import following, in_order
from laborportal.listing.reading import PER_PAGE, Problem, Reading

OF_PAGES_ALONE = ("page", "format", "labels")
"""What the pages know beyond the conditions and the API does not: it has one format, and goes on by `after`."""


class Refused(Exception):
    """Becomes the answer; *problems* name parameters."""

    def __init__(self, status: int, detail: str, problems: list[Problem] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.problems = problems or []

    def answer(self) -> HttpResponse:
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": str(self),
        }
        if self.problems:
            body["problems"] = [
                {"parameter": echo(each.parameter), "value": echo(each.value), "message": each.message}
                for each in self.problems
            ]
        answer = as_json(body, status=self.status, content_type="application/problem+json")
        if self.status == HTTPStatus.UNAUTHORIZED:
            answer["WWW-Authenticate"] = "Bearer"
        return answer


def as_json(body: Mapping[str, Any], **options: Any) -> HttpResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False}, **options)


# Nothing can be written here, and a program cannot follow the way to a sign-in page.
@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class ApiView(View):
    http_method_names = ["get", "head"]
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.user = request.user = person_of(request)
            answer = super().dispatch(request, *args, **kwargs)
        except Refused as refused:
            answer = refused.answer()
        patch_cache_control(answer, private=True, no_store=True)
        patch_vary_headers(answer, ["Authorization", "Cookie", "Accept-Language"])
        return answer

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = Refused(HTTPStatus.METHOD_NOT_ALLOWED, _("The API is only read: use GET.")).answer()
        answer["Allow"] = ", ".join(name.upper() for name in self.http_method_names)
        return answer


def person_of(request: HttpRequest) -> User:
    """Who asks, by token or by session; raises Refused."""
    given = request.headers.get("Authorization")
    if given is None:
        person = request.user if isinstance(request.user, User) else None
    else:
        kind, _blank, secret = given.strip().partition(" ")
        person = holder_of(secret.strip()) if kind.lower() == "bearer" else None
    if person is None:
        raise Refused(HTTPStatus.UNAUTHORIZED, _("Sign in, or send a personal token that is in force."))
    if person.must_change_password:
        raise Refused(HTTPStatus.FORBIDDEN, _("Sign in on the site first and choose a password of your own."))
    return person


def demand_no_parameters(request: HttpRequest) -> None:
    """Raises Refused, which names what was given."""
    problems = [unknown(name, request.GET) for name in request.GET]
    if problems:
        raise unreadable(problems)


def unknown(name: str, params: QueryDict) -> Problem:
    return Problem(name, ", ".join(params.getlist(name)), _("There is no such parameter here."))


def unreadable(problems: list[Problem]) -> Refused:
    names = ", ".join(dict.fromkeys(echo(problem.parameter) for problem in problems))
    return Refused(HTTPStatus.BAD_REQUEST, _("These parameters cannot be read: {names}.").format(names=names), problems)


def not_found() -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, _("There is no such address. All of them are in /api/openapi.json."))


class RecordsView(ApiView):
    def get(self, request: HttpRequest, dataset: str) -> HttpResponse:
        if not registry.exists(dataset):
            raise not_found()
        found = registry.get(dataset)
        return as_json(page_of(found, self.read(found), self.user, request))

    def read(self, dataset: Dataset) -> Reading:
        params = self.request.GET
        reading = dataset.read_filter(params)
        problems = reading.problems + [unknown(name, params) for name in OF_PAGES_ALONE if name in params]
        if problems:
            raise unreadable(problems)
        return reading


def page_of(dataset: Dataset, reading: Reading, person: User, request: HttpRequest) -> dict[str, Any]:
    """Raises Refused when `after` names no record of the list: an empty page would look like the end of it."""
    listed = dataset.visible_to(person).filter(reading.q)
    order, size = reading.order or dataset.order, reading.per_page or PER_PAGE[-1]
    if reading.after is None:
        ordered = in_order(listed, order)
    elif listed.filter(pk=reading.after).exists():
        ordered = following(listed, order, reading.after)
    else:
        message = _("This record is not in the list, or no longer. Begin again without it.")
        raise unreadable([Problem("after", str(reading.after), message)])
    records = list(dataset.read(ordered)[: size + 1])
    columns = [column for column in dataset.columns if not reading.columns or column.name in reading.columns]
    return {
        "count": listed.order_by().values("pk").count(),
        "next": address_after(request, records[size - 1].pk) if len(records) > size else None,
        "results": [row_of(columns, record) for record in records[:size]],
    }


def row_of(columns: list[Column], record: Any) -> dict[str, Any]:
    return {column.name: column.as_json(column.value_of(record)) for column in columns}


def address_after(request: HttpRequest, pk: int) -> str:
    params = request.GET.copy()
    params["after"] = str(pk)
    return request.build_absolute_uri(f"{request.path}?{params.urlencode()}")


class NothingView(ApiView):
    """Every other address below /api/: a program gets no page."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        raise not_found()
