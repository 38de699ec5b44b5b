import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from programs.outreach.states import Contest
from tests.conftest import ClientFor
from tests.factories.outreach import ContestEntryFactory

PAGE = "/outreach/contests/"
GROUPS = ("國小中年級組", "國小高年級組")


def cells(html: str) -> list[list[str]]:
    """The text of every row of numbers."""
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", html, re.S)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.split(r"</t[hd]>", row)][:4] for row in rows]


@pytest.fixture
def comics(db: None) -> None:
    for group, school, won in (
        (GROUPS[0], "青楓國小", True),
        (GROUPS[0], "青楓 國小", False),
        (GROUPS[1], "澄湖國小", True),
        (GROUPS[1], "台北國小", False),
        (GROUPS[1], "臺北國小", False),
    ):
        ContestEntryFactory.create(group=group, school=school, won=won)


def test_a_contest_counts_entries_schools_and_winners_of_each_group(
    comics: None, staff: User, client_for: ClientFor
) -> None:
    ContestEntryFactory.create(group=GROUPS[0], school="", year=112, contest=Contest.FILM_AWARD)
    ContestEntryFactory.create(group=GROUPS[0], year=111)
    html = client_for(staff).get(PAGE, {"year": "112"}).content.decode()
    assert cells(html) == [
        ["國小中年級組", "2", "2", "1"],
        ["國小高年級組", "3", "2", "1"],
        ["各組合計", "5", "4", "2"],
        ["國小中年級組", "1", "—", "0"],
        ["各組合計", "1", "—", "0"],
    ]


def test_each_number_leads_to_a_list_of_as_many_entries(comics: None, staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)
    html = client.get(PAGE).content.decode()
    links = re.findall(r'<a class="figure-link" href="([^"]+)">(\d+)</a>', html)
    assert len(links) == 6
    for url, number in links:
        assert client.get(url.replace("&amp;", "&")).context["page"].count == int(number), url


def test_a_school_with_too_many_comics_in_a_group_stands_out(staff: User, client_for: ClientFor) -> None:
    ContestEntryFactory.create_batch(5, school="青楓國小")
    client = client_for(staff)
    assert "青楓國小" not in client.get(PAGE).content.decode()
    ContestEntryFactory.create(school="青楓國小", group=GROUPS[1])
    assert "青楓國小" not in client.get(PAGE).content.decode()
    ContestEntryFactory.create(school="青楓國小")
    assert "青楓國小送件6件" in client.get(PAGE).content.decode()


def test_other_contests_know_no_limit_of_a_school(staff: User, client_for: ClientFor) -> None:
    ContestEntryFactory.create_batch(6, school="青楓國小", contest=Contest.LESSON_PLAN)
    assert "青楓國小" not in client_for(staff).get(PAGE).content.decode()


def test_the_newest_year_is_shown_and_the_others_are_offered(staff: User, client_for: ClientFor) -> None:
    ContestEntryFactory.create(year=111)
    ContestEntryFactory.create(year=113)
    html = client_for(staff).get(PAGE).content.decode()
    assert "<h1>113年競賽</h1>" in html
    assert re.findall(r'href="\?year=(\d+)"', html) == ["111"]


def test_a_year_that_cannot_be_read_does_not_exist(staff: User, client_for: ClientFor) -> None:
    assert client_for(staff).get(PAGE, {"year": "soon"}).status_code == 404


def test_another_unit_sees_no_entry(comics: None, outsider: User, client_for: ClientFor) -> None:
    assert cells(client_for(outsider).get(PAGE, {"year": "112"}).content.decode()) == []


def test_more_entries_take_no_more_queries(comics: None, staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    ContestEntryFactory.create_batch(20, contest=Contest.LESSON_PLAN, group="高中組")
    ContestEntryFactory.create_batch(7, school="青楓國小")
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)
