import logging
import re
from io import StringIO

import pytest
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from laborportal import failures
from laborportal.urls import handler500
from laborportal.urls import urlpatterns as product

__all__ = ["handler500"]


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("nobody foresaw this")


broken.login_required = False  # type: ignore[attr-defined]
urlpatterns = [*product, path("broken/", broken)]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    (handler,) = [one for one in logging.getLogger().handlers if one.name == "stderr"]
    stream = StringIO()
    monkeypatch.setattr(handler, "stream", stream)
    return stream


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_an_uncaught_error_shows_the_reference_that_the_log_names(log: StringIO) -> None:
    response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    reference = response["X-Request-ID"]
    assert reference in response.content.decode()
    assert "nobody foresaw this" not in response.content.decode()
    assert re.search(rf"ERROR .*\[{reference}\] Internal Server Error: /broken/", log.getvalue())
    assert "nobody foresaw this" in log.getvalue()


def test_an_error_outside_any_request_context_still_has_a_reference(caplog: pytest.LogCaptureFixture) -> None:
    response = failures.server_error(RequestFactory().get("/"))
    (record,) = caplog.records
    assert record.getMessage().split()[-1] in response.content.decode()


def test_a_line_of_the_log_outside_a_request_says_so() -> None:
    record = logging.makeLogRecord({})
    assert failures.ReferenceFilter().filter(record)
    assert record.__dict__["reference"] == "-"


@pytest.mark.django_db
def test_the_health_page_answers_nobody_in_particular(client: Client) -> None:
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_the_health_page_says_when_the_database_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> None:
        raise DatabaseError("no connection")

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/health/").status_code == 503
    assert "the database does not answer" in caplog.text
