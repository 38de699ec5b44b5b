"""The 25 items of the self-check: ticked on a visit, in the version that was in use on its day."""

import datetime
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.activities.models import GuidanceVisit, TopicCode
from laborportal.audit.models import Event
from laborportal.audit.recording import history_of
from laborportal.workflow.performing import Stale
from programs.worklife.checklist import draft_items, ensure_checklist
from programs.worklife.models import ChecklistItem, ChecklistVersion, SelfCheck
from programs.worklife.queries import checklist_on
from programs.worklife.selfcheck_forms import SelfCheckForm
from programs.worklife.selfcheck_views import NewChecklistView
from programs.worklife.states import Theme
from tests.conftest import ClientFor
from tests.factories.activities import GuidanceVisitFactory
from tests.factories.worklife import SelfCheckFactory, checklist

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def ticks(positions: Sequence[int], version: ChecklistVersion | None = None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in (version or checklist()).items.filter(position__in=positions):
        found.setdefault(item.theme, []).append(str(item.position))
    return found


def tick(client: Client, visit: GuidanceVisit, positions: Sequence[int], seen: int = 0) -> Any:
    return client.post(reverse("self_checks:visit", args=[visit.pk]), {**ticks(positions), "version": str(seen)})


def panel(client: Client, visit: GuidanceVisit) -> dict[str, Any]:
    panels = client.get(reverse("visits:record", args=[visit.pk])).context["panels"]["main"]
    found: dict[str, Any] = dict(panels)["worklife/visit_panel.html"]
    return found


def test_the_list_has_25_items_in_seven_themes_and_is_a_draft_until_the_official_text_is_entered(
    client: Client,
) -> None:
    version = checklist()
    items = list(version.items.values_list("position", "theme"))
    assert [position for position, _theme in items] == list(range(1, 26))
    assert {theme for _position, theme in items} == set(Theme.values)
    assert len(Theme) == 7
    assert (version.is_draft, version.enough) == (True, 15)
    for url in (reverse("self_checks:versions"), reverse("self_checks:version", args=[version.pk])):
        assert "notice--warn" in client.get(url).content.decode()


@pytest.mark.parametrize(("met", "high_risk"), [(25, False), (15, False), (14, True), (0, True)])
def test_fewer_than_15_met_is_a_high_risk_so_15_is_enough_and_14_is_not(
    met: int, high_risk: bool, client: Client
) -> None:
    visit = GuidanceVisitFactory.create()
    assert tick(client, visit, range(1, met + 1)).status_code == 302
    visit.refresh_from_db()
    assert visit.items_met == met
    assert panel(client, visit)["high_risk"] == high_risk


def test_the_visits_with_a_high_risk_are_a_list_of_remote_work_with_14_at_most(client: Client) -> None:
    for met in (14, 15, None):
        GuidanceVisitFactory.create(items_met=met)
    GuidanceVisitFactory.create(items_met=3, about=TopicCode.FACILITIES)
    url = client.get(reverse("self_checks:versions")).context["risky"]
    listed = client.get(url).context["page"].records
    assert [visit.items_met for visit in listed] == [14]


def test_the_ticks_are_kept_with_their_version_and_leave_one_event_each(client: Client, staff: User) -> None:
    visit = GuidanceVisitFactory.create()
    before = Event.objects.count()
    tick(client, visit, [1, 7, 25])
    found = SelfCheck.objects.get()
    assert (found.met, found.checklist, found.person) == ([1, 7, 25], checklist(), staff)
    assert Event.objects.count() == before + 2
    assert history_of(found)[0].action == "created"
    assert history_of(visit)[0].changes == {"items_met": [None, 3]}
    tick(client, visit, [1, 7, 24], seen=1)
    assert history_of(found)[0].changes == {"met": [[1, 7, 25], [1, 7, 24]]}
    assert history_of(visit).count() == 1


def test_an_older_visit_keeps_its_version(client: Client) -> None:
    visit = GuidanceVisitFactory.create()
    tick(client, visit, [1, 2])
    second = checklist(valid_from=datetime.date(2023, 3, 1))
    tick(client, visit, [1, 2, 3], seen=1)
    newer = GuidanceVisitFactory.create()
    tick(client, newer, [1])
    used = {found.visit_id: (found.checklist.number, found.met) for found in SelfCheck.objects.all()}
    assert used == {visit.pk: (1, [1, 2, 3]), newer.pk: (second.number, [1])}


@pytest.mark.parametrize(
    ("day", "number"),
    [("2022-05-01", 1), ("2023-03-01", 1), ("2023-12-31", 1), ("2024-01-01", 2), ("2025-01-01", 2)],
)
def test_a_visit_uses_the_version_of_its_day_and_the_first_one_before_any(day: str, number: int) -> None:
    checklist(valid_from=datetime.date(2024, 1, 1))
    found = checklist_on(datetime.date.fromisoformat(day))
    assert found is not None
    assert found.number == number


def test_what_was_not_met_is_said_on_the_page_of_the_visit(client: Client) -> None:
    visit = GuidanceVisitFactory.create()
    tick(client, visit, range(1, 25))
    last = ChecklistItem.objects.get(version=checklist(), position=25)
    assert [item.pk for item in panel(client, visit)["unmet"]] == [last.pk]
    assert last.text in client.get(reverse("visits:record", args=[visit.pk])).content.decode()


def test_a_number_that_a_file_changed_since_is_pointed_at(client: Client, staff: User) -> None:
    visit = SelfCheckFactory.create(person=staff).visit
    assert panel(client, visit)["differs"]
    GuidanceVisit.objects.filter(pk=visit.pk).update(items_met=15)
    assert not panel(client, visit)["differs"]


def test_somebody_who_was_overtaken_is_told_and_loses_no_tick(client: Client) -> None:
    visit = GuidanceVisitFactory.create()
    tick(client, visit, [1])
    late = tick(client, visit, [2, 3])
    assert late.status_code == 200
    form = late.context["form"]
    assert form.non_field_errors()
    assert form["version"].value() == "1"
    assert late.content.decode().count("checked") == 2
    assert SelfCheck.objects.get().met == [1]


def test_an_item_that_is_not_of_the_list_is_refused(client: Client) -> None:
    visit = GuidanceVisitFactory.create()
    answer = client.post(reverse("self_checks:visit", args=[visit.pk]), {"agreement": ["26"], "version": "0"})
    assert list(answer.context["form"].errors) == ["agreement"]


def test_only_a_visit_about_remote_work_has_a_self_check(client: Client) -> None:
    visit = GuidanceVisitFactory.create(about=TopicCode.FACILITIES)
    assert client.get(reverse("self_checks:visit", args=[visit.pk])).status_code == 404
    panels = client.get(reverse("visits:record", args=[visit.pk])).context["panels"]["main"]
    assert "worklife/visit_panel.html" not in dict(panels)


# A new version


def filled(client: Client) -> dict[str, Any]:
    form = client.get(reverse("self_checks:new_version")).context["form"]
    values = {field.name: field.value() for field in form if field.value() not in (None, False)}
    return {**values, "valid_from": "113.1.1"}


def test_an_administrator_words_the_list_anew_as_a_new_version(client_for: ClientFor, admin: User) -> None:
    client, first = client_for(admin), checklist()
    official = {"text_3": "書面約定載明居家工作地點", "source": "112年公告", "theme_25": "rights", "enough": "16"}
    data = {name: value for name, value in (filled(client) | official).items() if name != "is_draft"}
    answer = client.post(reverse("self_checks:new_version"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    made = ChecklistVersion.objects.get(number=2)
    assert (made.is_draft, made.enough, made.valid_from) == (False, 16, datetime.date(2024, 1, 1))
    assert made.items.get(position=3).text == "書面約定載明居家工作地點"
    assert made.items.get(position=25).theme == Theme.RIGHTS
    assert made.items.count() == first.items.count() == 25
    assert first.items.get(position=3).text != made.items.get(position=3).text
    assert history_of(made)[0].actor == admin
    page = client.get(reverse("self_checks:version", args=[made.pk])).content.decode()
    assert page.index("書面約定載明居家工作地點") > 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text_17": " "}, "text_17"),
        ({"valid_from": "112.2.28"}, "valid_from"),
        ({"valid_from": "112.2.30"}, "valid_from"),
        ({"enough": "26"}, "enough"),
        ({"enough": "0"}, "enough"),
        ({"source": ""}, "source"),
        ({"theme_2": "picnic"}, "theme_2"),
    ],
)
def test_a_version_that_is_not_whole_is_refused(
    changed: dict[str, str], field: str, client_for: ClientFor, admin: User
) -> None:
    client = client_for(admin)
    answer = client.post(reverse("self_checks:new_version"), filled(client) | changed)
    assert list(answer.context["form"].errors) == [field]
    assert f'href="#id_{field}"' in answer.content.decode()
    assert ChecklistVersion.objects.count() == 1


def test_a_version_is_laid_down_once() -> None:
    ensure_checklist()
    assert ChecklistVersion.objects.count() == 1
    assert len(draft_items()) == 25


def test_without_any_version_nothing_can_be_ticked_and_the_first_one_can_be_entered(
    client: Client, client_for: ClientFor, admin: User
) -> None:
    ChecklistItem.objects.all().delete()
    ChecklistVersion.objects.all().delete()
    visit = GuidanceVisitFactory.create(items_met=3)
    assert client.get(reverse("self_checks:visit", args=[visit.pk])).status_code == 404
    assert not panel(client, visit)["may_change"]
    assert client.get(reverse("self_checks:versions")).status_code == 200
    admins = client_for(admin)
    texts = {f"text_{place}": f"第{place}項" for place in range(1, 26)}
    themes = {f"theme_{place}": "rights" for place in range(1, 26)}
    head = {"valid_from": "113.1.1", "enough": "15", "source": "公告"}
    assert admins.post(reverse("self_checks:new_version"), {**texts, **themes, **head}).status_code == 302
    assert ChecklistVersion.objects.get().number == 1


def test_the_database_itself_refuses_a_26th_item() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ChecklistItem.objects.create(version=checklist(), position=26, theme=Theme.RIGHTS, text="第26項")


def test_of_two_first_self_checks_of_a_visit_at_once_the_later_is_told_of_the_earlier(staff: User) -> None:
    visit = GuidanceVisitFactory.create(topic__code=TopicCode.REMOTE_WORK)
    first, second = (
        SelfCheckForm(visit, checklist(), None, data=QueryDict(urlencode({**ticks(met), "version": "0"}, doseq=True)))
        for met in ([1, 2], [3])
    )
    assert first.is_valid()
    assert second.is_valid()
    first.save(staff)
    with pytest.raises(Stale):
        second.save(staff)
    assert SelfCheck.objects.get().met == [1, 2]
    visit.refresh_from_db()
    assert visit.items_met == 2


def test_whoever_enters_a_version_that_another_administrator_has_just_entered_is_told(
    admin: User, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = ChecklistVersion.objects.prefetch_related("items").get()
    monkeypatch.setattr(NewChecklistView, "newest", lambda view: newest)
    items = {f"theme_{item.position}": item.theme for item in newest.items.all()}
    items |= {f"text_{item.position}": item.text for item in newest.items.all()}
    typed = {"valid_from": "113.01.01", "enough": "15", "source": "公告", **items}
    client, url = client_for(admin), reverse("self_checks:new_version")
    assert client.post(url, typed).status_code == 302
    answer = client.post(url, typed)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert ChecklistVersion.objects.count() == 2
