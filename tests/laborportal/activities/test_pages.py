from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from laborportal.accounts.models import Unit, User
from laborportal.activities.models import Activity, Series
from laborportal.activities.series import SERIES, ensure_series
from laborportal.audit.recording import history_of
from tests.conftest import ClientFor
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db
LIST, CREATE, SERIES_LIST, SERIES_CREATE = map(
    reverse, ("activities:list", "activities:create", "activities:series", "activities:series_create")
)


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def planner(admin: User, client_for: ClientFor) -> Client:
    return client_for(admin)


def entered(**fields: Any) -> dict[str, Any]:
    return {"number": "A1", "series": "gender_advocacy", "held_on": "112.03.29", "title": "研習會", **fields}


def test_an_activity_is_visible_to_the_unit_of_its_series_and_to_who_sees_everything(
    officer: Client, planner: Client, outsider: User, auditor: User, client_for: ClientFor
) -> None:
    held = ActivityFactory.create()
    for reader in (officer, planner, client_for(auditor)):
        assert reader.get(held.get_absolute_url()).status_code == 200
        assert [found.pk for found in reader.get(LIST).context["page"].records] == [held.pk]
    assert client_for(outsider).get(held.get_absolute_url()).status_code == 404
    assert list(client_for(outsider).get(LIST).context["page"].records) == []


def test_an_activity_is_entered_and_changed_with_its_history(officer: Client) -> None:
    officer.post(CREATE, entered())
    held = Activity.objects.get()
    assert (held.sessions, held.title) == (1, "研習會")
    officer.post(reverse("activities:edit", args=[held.pk]), entered(attendance="40", version=1))
    assert history_of(held)[0].changes == {"attendance": [None, 40]}


def test_an_activity_of_another_unit_cannot_be_entered(outsider: User, client_for: ClientFor) -> None:
    page = client_for(outsider).post(CREATE, entered(series="quota_seminar"))
    assert page.status_code in (200, 422)
    assert page.context["form"].errors
    assert not Activity.objects.exists()


def test_more_matched_than_interviewed_keeps_what_was_typed(officer: Client) -> None:
    page = officer.post(CREATE, entered(interviewed="3", matched="4", title="打好的標題"))
    assert "matched" in page.context["form"].errors
    assert "打好的標題" in page.content.decode()


def test_every_installation_has_the_sixteen_series_and_they_keep_what_was_changed() -> None:
    Series.objects.filter(code="campus_talk").update(name="改過的名稱")
    ensure_series()
    assert set(Series.objects.values_list("code", flat=True)) == {code for code, *_names in SERIES}
    assert len(SERIES) == 16
    assert Series.objects.get(code="campus_talk").name == "改過的名稱"


@pytest.mark.parametrize("person", ["staff", "supervisor", "auditor", "outsider"])
def test_series_are_for_administrators_alone(
    person: str, request: pytest.FixtureRequest, client_for: ClientFor
) -> None:
    client = client_for(request.getfixturevalue(person))
    for url in (SERIES_LIST, SERIES_CREATE, reverse("activities:series_edit", args=[Series.objects.all()[0].pk])):
        assert client.get(url).status_code == client.post(url).status_code == 403
    assert SERIES_LIST not in client.get(LIST).content.decode()


def test_an_administrator_adds_a_series_that_activities_can_use_at_once(planner: Client, officer: Client) -> None:
    unit = Unit.objects.get(code="labour_standards")
    planner.post(SERIES_CREATE, {"code": "law_walk", "name": "法令走讀", "name_en": "Law walk", "unit": unit.pk})
    series = Series.objects.get(code="law_walk")
    assert history_of(series).get().action == "created"
    officer.post(CREATE, entered(series="law_walk"))
    assert Activity.objects.get().unit == unit
    assert "law_walk" in planner.get(SERIES_LIST).content.decode()


def test_a_series_is_renamed_and_moved_but_keeps_its_code(planner: Client) -> None:
    series = Series.objects.get(code="campus_talk")
    url, unit = reverse("activities:series_edit", args=[series.pk]), Unit.objects.get(code="vocational")
    form = {"code": "other", "name": "校園講座", "name_en": series.name_en, "unit": unit.pk}
    planner.post(url, {**form, "version": 1})
    series.refresh_from_db()
    assert (series.code, series.name, series.unit, series.version) == ("campus_talk", "校園講座", unit, 2)
    assert history_of(series).get().changes["unit"][1] == {"id": unit.pk, "label": unit.name}
    stale = planner.post(url, {**form, "name": "別的名稱", "version": 1})
    assert stale.context["form"].errors
    assert "別的名稱" in stale.content.decode()
    planner.post(url, {**form, "version": 2})
    series.refresh_from_db()
    assert series.version == 2
    assert "校園講座" in planner.get(url).content.decode()


def test_a_series_without_a_name_is_refused_and_keeps_what_was_typed(planner: Client) -> None:
    page = planner.post(SERIES_CREATE, {"code": "law_walk", "name": ""})
    assert set(page.context["form"].errors) == {"name", "name_en", "unit"}
    assert "law_walk" in page.content.decode()


def test_a_series_is_called_by_the_name_of_the_language_in_use() -> None:
    series = Series.objects.get(code="board_game")
    with translation.override("en"):
        assert str(series) == series.name_en
    assert str(series) == series.name
