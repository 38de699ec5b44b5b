from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from laborportal.accounts.models import Unit, User
from laborportal.audit.context import current, request_id
from laborportal.audit.middleware import RequestContextMiddleware
from laborportal.audit.recording import Act, history_of, record


def test_outside_a_request_there_is_no_id() -> None:
    assert request_id() == ""
    assert current.get() is None


def test_all_events_of_a_request_share_its_id_and_the_answer_names_it(staff: User) -> None:
    unit = Unit.objects.get(code="planning")

    def view(request: HttpRequest) -> HttpResponse:
        context = current.get()
        assert context is not None
        assert context.actor is None
        request.user = staff
        assert context.actor == staff
        record(Act(staff), "changed", unit)
        record(Act(staff), "changed", unit)
        return HttpResponse()

    response = RequestContextMiddleware(view)(RequestFactory().get("/"))
    assert {event.request_id for event in history_of(unit)} == {response["X-Request-ID"]}
    assert len(response["X-Request-ID"]) == 36
    assert request_id() == ""
