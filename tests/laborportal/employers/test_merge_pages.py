"""Asking for a merge, deciding it, and splitting it, as people do."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import Role, User
from laborportal.audit.recording import Act
from laborportal.employers.merging import MOVING
from laborportal.employers.models import Employer, KeptSeparate, MergeRecord, MergeRequest, MergeState
from laborportal.employers.transitions import ask
from laborportal.workflow.models import Waiting
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.certifications import application
from tests.factories.employers import EmployerFactory, HeadcountFactory, LinkFactory
from tests.factories.inspections import InspectionPenaltyFactory

pytestmark = pytest.mark.django_db
REASON = "同一家公司"


@pytest.fixture
def pair(db: None) -> tuple[Employer, Employer]:
    return (
        EmployerFactory.create(ubn="10000004", name="榕澗營造股份有限公司"),
        EmployerFactory.create(ubn="10000010", name="霽禾營造有限公司"),
    )


@pytest.fixture
def chief(supervisor: User, client_for: ClientFor) -> Client:
    return client_for(supervisor)


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def url(name: str, *args: Any) -> str:
    return reverse(f"employers:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def decided(**fields: str) -> dict[str, str]:
    return {"version": "1", "other_version": "1", "reason": REASON, **fields}


def test_choosing_the_other_leads_a_supervisor_to_the_merge_and_an_officer_to_asking(
    chief: Client, officer: Client, pair: tuple[Employer, Employer]
) -> None:
    choose = url("choose_merge", pair[0])
    assert chief.post(choose, {"employer": "霽禾營造有限公司"})["Location"] == url("merge", *pair)
    assert officer.post(choose, {"ubn": "10000010"})["Location"] == url("ask_merge", *pair)
    for wrong in ({"ubn": "10000004"}, {"employer": "沒有這家"}, {"ubn": "10000024"}, {"ubn": "甲"}, {}):
        page = chief.post(choose, wrong)
        assert page.status_code == 200
        assert page.context["form"].errors


def test_the_page_shows_both_what_moves_and_what_collides(chief: Client, pair: tuple[Employer, Employer]) -> None:
    kept, merged = pair
    application("gold", employer=kept)
    application("silver", employer=merged)
    letter = InspectionPenaltyFactory.create(employer=merged)
    HeadcountFactory.create(employer=merged, source="勞保局")
    LinkFactory.create(employer=kept, other=merged)
    page = chief.get(url("merge", *pair))
    text = page.content.decode()
    assert all(word in text for word in ("榕澗營造股份有限公司", "霽禾營造有限公司", "10000010", letter.number, "186"))
    assert len(page.context["collisions"]) == 1
    assert {group["count"] for group in page.context["groups"]} == {0, 1}


def test_a_merge_asks_for_a_reason_and_which_of_two_stands(chief: Client, pair: tuple[Employer, Employer]) -> None:
    kept, merged = pair
    application("gold", employer=kept)
    moving = application("silver", employer=merged)
    name = f"certifications.application-{moving.pk}"
    for lacking in (decided(), decided(reason="", **{name: MOVING}), decided(version="7", **{name: MOVING})):
        page = chief.post(url("merge", *pair), lacking)
        assert page.status_code == 200
        assert page.context["form"].errors
    assert not MergeRecord.objects.exists()
    again = page.context["form"].data
    assert (again["version"], again["other_version"]) == ("1", "1")
    done = chief.post(url("merge", *pair), decided(**{name: MOVING}))
    assert done["Location"] == kept.get_absolute_url()
    assert chief.get(merged.get_absolute_url())["Location"] == kept.get_absolute_url()
    text = chief.get(kept.get_absolute_url()).content.decode()
    assert url("merged", MergeRecord.objects.get()) in text


def test_an_employer_that_nobody_took_in_stays_unknown(chief: Client, pair: tuple[Employer, Employer]) -> None:
    Employer.objects.filter(pk=pair[1].pk).update(voided_at=pair[0].created_at)
    assert chief.get(pair[1].get_absolute_url()).status_code == 404
    assert chief.get(url("merge", *pair)).status_code == 404
    assert chief.get(url("merge", pair[0], pair[0])).status_code == 404


def test_a_request_waits_for_the_supervisors_of_the_unit_and_is_merged_by_one(
    officer: Client, chief: Client, supervisor: User, pair: tuple[Employer, Employer]
) -> None:
    officer.post(url("ask_merge", *pair), {"reason": REASON})
    asked = MergeRequest.objects.get()
    assert Waiting.objects.for_decision_by(supervisor).get().case == asked
    home = chief.get("/").content.decode()
    assert asked.get_absolute_url() in home
    page = chief.get(asked.get_absolute_url())
    assert REASON in page.content.decode()
    assert page.context["may_decide"]
    assert asked.get_absolute_url() in chief.get(url("merge", *pair)).content.decode()
    chief.post(url("merge", *pair), decided())
    asked.refresh_from_db()
    assert (asked.state, Waiting.objects.count()) == (MergeState.MERGED, 0)
    assert officer.get(asked.get_absolute_url()).status_code == 200


def test_asking_twice_is_one_request(staff: User, outsider: User, pair: tuple[Employer, Employer]) -> None:
    first = ask(*pair, Act(staff, REASON))
    assert ask(pair[1], pair[0], Act(outsider, REASON)) == first


def test_nobody_decides_an_own_request(client_for: ClientFor, pair: tuple[Employer, Employer]) -> None:
    both = person(Role.STAFF, Role.SUPERVISOR)
    asked = ask(*pair, Act(both, REASON))
    own = client_for(both)
    page = own.get(asked.get_absolute_url())
    assert page.context["refusal"]
    assert not page.context["may_decide"]
    for way in (pair, pair[::-1]):
        assert own.get(url("merge", *way)).status_code == 403
        assert own.post(url("merge", *way), decided()).status_code == 403
    assert own.post(asked.get_absolute_url(), {"version": "2", "reason": "x"}).status_code == 403
    assert not MergeRecord.objects.exists()


def test_a_supervisor_of_another_unit_may_decide_too(
    client_for: ClientFor, staff: User, pair: tuple[Employer, Employer]
) -> None:
    ask(*pair, Act(staff, REASON))
    stranger = client_for(person(Role.SUPERVISOR, units=("rehabilitation",)))
    stranger.post(url("merge", *pair), decided())
    assert MergeRecord.objects.get().merged == pair[1]


def test_a_request_is_declined_with_a_reason_by_whoever_has_seen_it_as_it_is(
    chief: Client, staff: User, pair: tuple[Employer, Employer]
) -> None:
    asked = ask(*pair, Act(staff, REASON))
    page = asked.get_absolute_url()
    assert chief.post(page, {"version": str(asked.version), "reason": ""}).context["form"].errors
    assert chief.post(page, {"version": "1", "reason": "不是"}).context["form"].errors
    chief.post(page, {"version": str(asked.version), "reason": "不是同一家"})
    asked.refresh_from_db()
    assert asked.state == MergeState.DECLINED
    assert "不是同一家" in chief.get(page).content.decode()
    assert chief.post(page, {"version": str(asked.version), "reason": "再一次"}).status_code == 403


def test_keeping_two_separate_is_remembered_with_its_reason_on_both_pages(
    officer: Client, chief: Client, pair: tuple[Employer, Employer]
) -> None:
    for _ in range(2):
        officer.post(url("separate", *pair), {"reason": "負責人與地址都不同"})
    assert KeptSeparate.objects.get().reason == "負責人與地址都不同"
    for one in pair:
        assert "負責人與地址都不同" in officer.get(one.get_absolute_url()).content.decode()
    assert chief.get(url("merge", *pair)).context["apart"]
    assert officer.post(url("separate", *pair), {}).context["form"].errors


def test_a_merge_is_split_on_its_page(chief: Client, officer: Client, pair: tuple[Employer, Employer]) -> None:
    _kept, merged = pair
    for one in pair:
        application("gold", employer=one)
    letters = InspectionPenaltyFactory.create_batch(2, employer=merged)
    name = f"certifications.application-{merged.certification_applications.get().pk}"
    chief.post(url("merge", *pair), decided(**{name: MOVING}))
    page = url("merged", MergeRecord.objects.get())
    assert officer.get(page).context["may_split"] is False
    assert officer.post(page, {"reason": REASON}).status_code == 403
    assert chief.get(page).context["may_split"]
    assert chief.post(page, {"reason": ""}).context["form"].errors
    another = EmployerFactory.create()
    type(letters[0]).objects.filter(pk=letters[0].pk).update(employer=another)
    assert chief.get(page).context["left"] == [letters[0]]
    answer = chief.post(page, {"reason": "兩家公司"}, follow=True)
    assert answer.redirect_chain[-1][0] == merged.get_absolute_url()
    assert letters[0].number in answer.content.decode()
    text = chief.get(page)
    assert text.context["obstacles"]
    assert "兩家公司" in text.content.decode()


def test_what_stands_in_the_way_of_a_split_is_said_on_its_page(chief: Client, pair: tuple[Employer, Employer]) -> None:
    chief.post(url("merge", *pair), decided())
    EmployerFactory.create(ubn=pair[1].ubn, name="佔號公司")
    page = url("merged", MergeRecord.objects.get())
    for answer in (chief.get(page), chief.post(page, {"reason": REASON})):
        assert "佔號公司" in answer.content.decode()
        assert not answer.context["may_split"]
    assert Employer.objects.get(pk=pair[1].pk).voided_at is not None


def test_cases_of_other_units_move_too_but_are_only_counted_on_the_page(
    client_for: ClientFor, pair: tuple[Employer, Employer]
) -> None:
    stranger = client_for(person(Role.SUPERVISOR, units=("rehabilitation",)))
    letter = InspectionPenaltyFactory.create(employer=pair[1])
    for one in pair:
        application("gold", employer=one)
    page = stranger.get(url("merge", *pair))
    assert letter.number not in page.content.decode()
    assert {group["unseen"] for group in page.context["groups"]} == {1}


def test_the_page_of_a_merge_costs_the_same_for_one_case_and_for_three(
    chief: Client, pair: tuple[Employer, Employer]
) -> None:
    costs = []
    for year in (110, 111, 112):
        application("gold", employer=pair[1], year=year)
        InspectionPenaltyFactory.create(employer=pair[1])
        with CaptureQueriesContext(connection) as queries:
            assert chief.get(url("merge", *pair)).status_code == 200
        costs.append(len(queries))
    assert costs[0] >= costs[1] == costs[2]
