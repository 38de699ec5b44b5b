"""A penalty made here counts once a second person has confirmed it; mostly how that is refused."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections.models import InspectionPenalty, Violation
from laborportal.accounts.models import Role, User
from laborportal.annualreport.values import figures_of
from laborportal.audit.models import Event
from laborportal.penalties.ledger import fold
from laborportal.penalties.states import State
from laborportal.workflow.models import Approval, Waiting
from tests.conftest import ClientFor
from tests.factories.accounts import person, unit
from tests.factories.inspections import InspectionPenaltyFactory, ViolationFactory, draft, in_review
from tests.inspections.rows import penalty

pytestmark = pytest.mark.django_db
LIST, UNDECIDED = reverse("penalties:list"), reverse("penalties:undecided")


def url(case: InspectionPenalty, step: str = "confirm") -> str:
    return reverse("penalties:step", args=[case.pk, step])


def seen(case: InspectionPenalty, **more: str) -> dict[str, str]:
    return {"seen_state": case.state, "seen_version": str(case.version), **more}


@pytest.fixture
def case(staff: User) -> InspectionPenalty:
    return in_review(staff)


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def client(supervisor: User, client_for: ClientFor) -> Client:
    return client_for(supervisor)


def counted(client: Client) -> tuple[int, ...]:
    """Figure, list, file and the records behind the figure: they never differ."""
    figure = figures_of(112, ["inspections.penalties"]).counted["inspections.penalties"]
    listed = client.get(LIST, {"year": "112"}).context["page"].count
    out = StringIO()
    call_command("export_records", "inspection_penalties", filter="year=112", stdout=out)
    page = b"".join(client.get(reverse("penalties:export"), {"year": "112"}))
    return int(figure.value or 0), listed, len(out.getvalue().splitlines()) - 1, len(page.splitlines()) - 1


def test_a_penalty_counts_only_after_its_confirmation(officer: Client, client: Client, staff: User) -> None:
    officer.post(reverse("penalties:create"), penalty(heard_on="112.03.15"))
    case = InspectionPenalty.objects.get()
    assert (case.state, case.officer, case.amount) == (State.DRAFT, staff, 20_000)
    assert Waiting.objects.get().person == staff
    for who, step in ((officer, "submit"), (client, "confirm")):
        assert counted(client) == (0, 0, 0, 0)
        assert who.post(url(case, step), seen(case)).status_code == 302
        case.refresh_from_db()
    assert (case.state, counted(client)) == (State.DECIDED, (1, 1, 1, 1))
    assert not Waiting.objects.exists()
    assert fold(case.entries.all()) == case.folded
    client.post(url(case, "reopen"), seen(case, reason="金額誤植"))
    assert counted(client) == (0, 0, 0, 0)


def test_the_violations_of_a_penalty_count_with_it(client: Client, case: InspectionPenalty) -> None:
    ViolationFactory.create(penalty=case)
    assert not Violation.objects.standing().exists()
    client.post(url(case), seen(case))
    assert Violation.objects.standing().count() == 1


def test_a_confirmation_leaves_exactly_one_event(client: Client, supervisor: User, case: InspectionPenalty) -> None:
    before = Event.objects.count()
    assert f"{case.amount:,}" in client.get(url(case)).content.decode()
    client.post(url(case), seen(case))
    event = Event.objects.order_by("pk").last()
    assert event is not None
    assert Event.objects.count() == before + 1
    assert (event.action, event.actor, event.changes) == (
        "inspections.confirm",
        supervisor,
        {"state": ["in_review", "decided"]},
    )
    assert list(Approval.objects.of(case).values_list("decision", flat=True)) == ["submitted", "approved"]


def test_the_step_says_that_an_amount_is_not_stated(client: Client, staff: User) -> None:
    case = in_review(staff, amount=None)
    page = client.get(url(case))
    assert page.status_code == 200
    assert page.context["matter"] != case.articles
    assert page.context["matter"].startswith(case.articles)


def test_no_figure_counts_a_penalty_that_waits(client: Client, case: InspectionPenalty) -> None:
    figure = reverse("annualreport:figure", args=[112, "inspections.penalties"])
    assert figure not in client.get(case.get_absolute_url()).content.decode()
    client.post(url(case), seen(case))
    assert figure in client.get(case.get_absolute_url()).content.decode()


def test_somebody_of_another_unit_finds_nothing(client_for: ClientFor, outsider: User, case: InspectionPenalty) -> None:
    office = person(Role.SUPERVISOR, units=("inspection_office",))
    for stranger in (client_for(outsider), client_for(office)):
        assert stranger.get(url(case)).status_code == 404
        assert stranger.post(url(case), seen(case)).status_code == 404
        assert stranger.get(case.get_absolute_url()).status_code == 404
        assert stranger.get(UNDECIDED).context["page"].count == 0


@pytest.mark.parametrize("reader", ["staff", "admin", "auditor"])
def test_without_the_role_it_is_forbidden(
    reader: str, request: pytest.FixtureRequest, client_for: ClientFor, case: InspectionPenalty
) -> None:
    client = client_for(request.getfixturevalue(reader))
    assert client.get(url(case)).status_code == 403
    assert client.post(url(case), seen(case)).status_code == 403
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW


@pytest.mark.parametrize("hand", ["submitted", "is in charge"])
@pytest.mark.parametrize("step", ["confirm", "return"])
def test_an_own_penalty_cannot_be_decided(hand: str, step: str, client_for: ClientFor, staff: User) -> None:
    both = person(Role.STAFF, Role.SUPERVISOR, units=("labour_conditions",))
    case = in_review(staff, submitted_by=both) if hand == "submitted" else in_review(both, submitted_by=staff)
    client = client_for(both)
    assert client.get(url(case, step)).status_code == 403
    assert client.post(url(case, step), seen(case, reason="自行核定")).status_code == 403
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW
    assert url(case, step) not in client.get(case.get_absolute_url()).content.decode()


def test_a_second_confirmation_is_told_who_was_first(client: Client, supervisor: User, case: InspectionPenalty) -> None:
    page = seen(case)
    client.post(url(case), page)
    again = client.post(url(case), page)
    assert again.status_code == 409
    assert supervisor.name in again.content.decode()
    assert Approval.objects.of(case).count() == 2


def test_a_stale_page_keeps_what_was_typed(client: Client, case: InspectionPenalty) -> None:
    response = client.post(url(case, "return"), {"seen_state": case.state, "seen_version": "1", "reason": "條款待查"})
    assert response.status_code == 409
    assert "條款待查" in response.content.decode()
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW


def test_a_return_needs_a_reason_and_lets_the_officer_correct_the_amount(
    client: Client, officer: Client, staff: User, case: InspectionPenalty
) -> None:
    assert client.post(url(case, "return"), seen(case, reason=" ")).context["form"].errors["reason"]
    client.post(url(case, "return"), seen(case, reason="金額有誤"))
    case.refresh_from_db()
    waiting = Waiting.objects.get()
    assert (case.state, waiting.person, waiting.remark) == (State.RETURNED, staff, "金額有誤")
    edited = penalty(number=case.number, employer=case.employer.name, ubn=case.employer.ubn, amount="30000")
    typed = {**edited, "version": str(case.version), "confirm_odd": "1"}
    answer = officer.post(reverse("penalties:edit", args=[case.pk]), typed)
    assert answer.status_code == 302, answer.context["form"].errors
    case.refresh_from_db()
    assert (case.state, case.amount) == (State.RETURNED, 30_000)
    assert [entry.kind for entry in case.entries.all()] == ["decided", "amount_corrected"]


def test_a_draft_whose_act_changes_waits_in_the_unit_of_that_act(officer: Client, staff: User) -> None:
    officer.post(reverse("penalties:create"), penalty(heard_on="112.03.15"))
    case = InspectionPenalty.objects.get()
    typed = penalty(act="occupational_safety", ubn=case.employer.ubn, version="1", confirm_odd="1")
    assert officer.post(reverse("penalties:edit", args=[case.pk]), typed).status_code == 302
    assert Waiting.objects.get().unit == unit("inspection_office")


@pytest.mark.parametrize("state", ["in review", "decided"])
def test_a_penalty_in_review_or_decided_is_read_only(officer: Client, client: Client, staff: User, state: str) -> None:
    case = in_review(staff) if state == "in review" else InspectionPenaltyFactory.create()
    address = reverse("penalties:edit", args=[case.pk])
    for who in (officer, client):
        assert who.get(address).status_code == 403
        assert who.post(address, penalty(version=case.version)).status_code == 403
        assert address not in who.get(case.get_absolute_url()).content.decode()


def test_no_violation_is_entered_or_changed_behind_the_back_of_who_confirms(
    officer: Client, case: InspectionPenalty
) -> None:
    typed = {"penalty": case.number, "position": "1", "statute": "勞動基準法", "article": "24"}
    answer = officer.post(reverse("violations:create"), typed)
    assert answer.context["form"].errors["penalty"]
    found = ViolationFactory.create(penalty=case)
    assert officer.get(reverse("violations:edit", args=[found.pk])).status_code == 403
    assert officer.get(found.get_absolute_url()).status_code == 200


def test_a_letter_number_that_waits_is_taken(officer: Client) -> None:
    officer.post(reverse("penalties:create"), penalty(heard_on="112.03.15"))
    answer = officer.post(reverse("penalties:create"), penalty(heard_on="112.03.15"))
    case = InspectionPenalty.objects.get()
    assert f'href="{case.get_absolute_url()}"' in answer.content.decode()


def test_what_is_not_confirmed_has_a_list_and_a_place_on_the_first_page(
    officer: Client, client: Client, case: InspectionPenalty, staff: User
) -> None:
    decided, entered = InspectionPenaltyFactory.create(), draft(staff)
    text = officer.get(UNDECIDED).content.decode()
    assert case.get_absolute_url() in text
    assert entered.get_absolute_url() in text
    assert decided.get_absolute_url() not in text
    assert f'href="{UNDECIDED}"' in officer.get(LIST).content.decode()
    assert officer.get(UNDECIDED, {"state": "draft"}).context["page"].count == 1
    home = client.get("/").content.decode()
    assert case.get_absolute_url() in home
    assert f'href="{UNDECIDED}"' in home


def test_an_undecided_penalty_leads_back_to_its_list(officer: Client, case: InspectionPenalty, staff: User) -> None:
    other = draft(staff, decided_on=case.decided_on)
    InspectionPenaltyFactory.create()
    page = officer.get(case.get_absolute_url(), {"year": "112"})
    assert f'href="{UNDECIDED}?year=112"' in page.content.decode()
    beside = page.context["neighbours"]
    assert {found.pk for found in (beside.previous, beside.next) if found} == {other.pk}


def test_the_unit_of_a_list_sees_how_many_others_wait(client_for: ClientFor, case: InspectionPenalty) -> None:
    office = client_for(person(Role.STAFF, units=("inspection_office",)))
    page = office.get(UNDECIDED).context["page"]
    assert (page.count, page.everybodys_count) == (0, 1)


def test_a_draft_is_voided_and_waits_no_more(client: Client, case: InspectionPenalty) -> None:
    client.post(reverse("penalties:void", args=[case.pk]), {"version": case.version, "reason": "重複登錄"})
    assert not Waiting.objects.exists()
    assert client.get(case.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", [UNDECIDED, "/", "record"])
def test_three_cost_as_many_queries_as_one(client: Client, staff: User, address: str) -> None:
    def cost(case: InspectionPenalty) -> int:
        target = case.get_absolute_url() if address == "record" else address
        client.get(target)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(target).status_code == 200
        return len(captured)

    one = cost(in_review(staff))
    in_review(staff)
    assert cost(in_review(staff)) == one
