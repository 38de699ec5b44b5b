import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils.translation import override
from pytest_django.fixtures import Settings

from laborportal.accounts.models import User
from laborportal.accounts.policies import Person
from laborportal.navigation import ENTRIES, Entry, entries
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory

WORK = [
    "To do",
    "Calendar",
    "Employers",
    "Certifications",
    "Inspections",
    "Disability quota",
    "Labor education",
    "Vocational training",
    "Work and family",
    "Activities",
    "Yearly report",
    "Imports",
    "Parameters",
]


def labels(user: Person, path: str = "/") -> list[str]:
    request = RequestFactory().get(path)
    request.user = user  # type: ignore[assignment]
    with override("en"):
        return [f"{entry.label}{' *' if entry.current else ''}" for entry in entries(request)]


def test_every_entry_leads_to_a_page_of_this_installation() -> None:
    assert [entry.url_name for entry in ENTRIES if not entry.url] == []


def test_an_entry_whose_app_was_removed_is_not_shown() -> None:
    assert Entry("programs:gone", "gone").url == ""


@pytest.mark.parametrize(
    ("name", "more"),
    [("staff", []), ("supervisor", []), ("outsider", []), ("admin", ["People"]), ("auditor", ["Log"])],
)
def test_each_person_sees_the_entries_of_the_own_role(
    request: pytest.FixtureRequest, name: str, more: list[str]
) -> None:
    assert labels(request.getfixturevalue(name), "/accounts/") == [*WORK, *more]


def test_without_a_role_there_is_only_the_first_page(db: None) -> None:
    assert labels(UserFactory.create(), "/accounts/") == ["To do"]
    assert labels(AnonymousUser()) == []


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "To do"),
        ("/employers/7/", "Employers"),
        ("/certifications/applications/?year=112", "Certifications"),
        ("/inspections/violations/", "Inspections"),
        ("/report/112/", "Yearly report"),
    ],
)
def test_the_entry_of_the_page_is_marked(admin: User, path: str, current: str) -> None:
    assert [label for label in labels(admin, path) if label.endswith("*")] == [f"{current} *"]


def pages(user: User, path: str) -> list[str]:
    request = RequestFactory().get(path)
    request.user = user
    with override("en"):
        return [f"{page.label}{' *' if page.current else ''}" for entry in entries(request) for page in entry.pages]


def test_an_entry_shows_its_pages_only_where_one_of_them_is_open(staff: User) -> None:
    assert "Violations *" in pages(staff, "/inspections/violations/7/")
    assert [page for page in pages(staff, "/inspections/violations/") if page.endswith("*")] == ["Violations *"]
    assert pages(staff, "/certifications/applications/") == []


def test_every_page_below_an_entry_leads_somewhere_that_marks_the_entry(staff: User) -> None:
    below = [(entry, page) for entry in ENTRIES for page in entry.pages]
    assert [page.url_name for _entry, page in below if not page.url] == []
    assert [page.url for entry, page in below if page.url.split("/")[1] != entry.url.split("/")[1]] == []


def test_the_shell_names_person_language_and_the_way_out(staff: User, client_for: ClientFor) -> None:
    html = client_for(staff).get("/accounts/").content.decode()
    assert '<html lang="zh-Hant-TW">' in html
    assert "林承辦" in html
    assert 'name="language" value="en"' in html
    assert 'action="/accounts/logout/"' in html
    assert 'data-idle-seconds="1800"' in html
    assert 'href="#main"' in html


def test_the_shell_is_english_for_whoever_chose_it(staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)
    client.post("/accounts/language/", {"language": "en", "next": "/accounts/"})
    html = client.get("/accounts/").content.decode()
    assert '<html lang="en">' in html
    assert 'name="language" value="zh-hant"' in html


def test_only_a_demonstration_calls_itself_one(settings: Settings, db: None) -> None:
    for demonstration in (True, False):
        settings.DEMONSTRATION = demonstration
        client = Client()
        client.cookies["django_language"] = "en"
        assert ("are invented" in client.get("/accounts/login/").content.decode()) is demonstration


@pytest.mark.parametrize("path", ["/nowhere/", "/people/999999/"])
def test_a_missing_page_says_what_to_do(admin: User, client_for: ClientFor, path: str) -> None:
    client = client_for(admin)
    client.cookies["django_language"] = "en"
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such page here" in answer.content.decode()


def test_a_refusal_is_said_in_words(staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)
    client.cookies["django_language"] = "en"
    answer = client.get("/people/")
    assert answer.status_code == 403
    assert "Your role does not permit this" in answer.content.decode()


def test_a_request_that_makes_no_sense_gets_a_page_too(admin: User, client_for: ClientFor) -> None:
    answer = client_for(admin).get("/people/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert b"<h1" in answer.content


def test_a_form_that_is_too_old_gets_a_page_too(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert b"laborportal/theme" in answer.content
