"""The trainees of a whole class on one page, with the keyboard alone."""

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from laborportal.accounts.models import User
from laborportal.rocyear.dates import today
from programs.training.models import Enrolment, TrainingClass
from programs.training.states import Standing, Status
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import assert_accessible
from tests.factories.training import ApplicantFactory, EnrolmentFactory, TrainingClassFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held(db: None) -> TrainingClass:
    """Eight trainees of a class that ended yesterday, and two who wait."""
    ended = today() - datetime.timedelta(1)
    found: TrainingClass = TrainingClassFactory.create(
        code="115-自-001", capacity=8, starts_on=ended - datetime.timedelta(90), ends_on=ended
    )
    for number in range(1, 9):
        EnrolmentFactory.create(training_class=found, trainee=f"T115-{number:03}", status=Status.ENROLLED)
    for number in (1, 2):
        ApplicantFactory.create(training_class=found, applicant=f"A115-{number:03}", standing=Standing.WAITING)
    return found


def status_of(found: TrainingClass, trainee: str) -> str:
    """The control in which its status is chosen."""
    return f"#id_t{found.enrolments.get(trainee=trainee).pk}-status"


def choose(page: Page, control: str, code: str) -> None:
    """As a person does who never touches the mouse: down to the choice."""
    page.locator(control).focus()
    codes: list[str] = page.locator(f"{control} option").evaluate_all("options => options.map(one => one.value)")
    for _step in range(codes.index(code) - codes.index(page.locator(control).input_value())):
        page.keyboard.press("ArrowDown")
    expect(page.locator(control)).to_have_value(code)


def end_the_class(page: Page, found: TrainingClass) -> None:
    page.goto(reverse("training_classes:roll", args=[found.pk]))
    choose(page, "#rest", Status.COMPLETED)
    choose(page, status_of(found, "T115-002"), Status.LEFT)
    choose(page, status_of(found, "T115-005"), Status.EARLY_EMPLOYED)


def test_a_class_of_eight_is_ended_with_three_choices(
    held: TrainingClass, page: Page, sign_in: SignIn, staff: User, screenshot: Screenshot
) -> None:
    sign_in(staff)
    end_the_class(page, held)
    assert_accessible(page)
    screenshot("class-roll")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("115-自-001")
    statuses = dict(held.enrolments.values_list("trainee", "status"))
    others = {name: status for name, status in statuses.items() if name not in ("T115-002", "T115-005")}
    assert (statuses["T115-002"], statuses["T115-005"]) == (Status.LEFT, Status.EARLY_EMPLOYED)
    assert set(others.values()) == {Status.COMPLETED}
    assert_accessible(page)
    screenshot("training-class")


def test_what_somebody_else_chose_meanwhile_is_told_in_its_row_and_nothing_typed_is_lost(
    held: TrainingClass, page: Page, sign_in: SignIn, staff: User, screenshot: Screenshot
) -> None:
    sign_in(staff)
    end_the_class(page, held)
    taken = held.enrolments.get(trainee="T115-002")
    Enrolment.objects.filter(pk=taken.pk).update(status=Status.EXPELLED, version=2)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(status_of(held, "T115-002"))).to_have_value(Status.LEFT)
    expect(page.locator("#rest")).to_have_value(Status.COMPLETED)
    expect(page.locator("[data-draft]")).to_have_count(0)
    assert_accessible(page)
    screenshot("class-roll-overtaken")
    page.locator(".error-summary a").first.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("115-自-001")
    assert held.enrolments.get(trainee="T115-002").status == Status.LEFT
    assert held.enrolments.get(trainee="T115-001").status == Status.COMPLETED


def test_jobs_are_found_row_by_row_and_a_wrong_day_takes_the_focus(
    held: TrainingClass, page: Page, sign_in: SignIn, staff: User, screenshot: Screenshot
) -> None:
    held.enrolments.update(status=Status.COMPLETED)
    sign_in(staff)
    page.goto(reverse("training_classes:follow_up", args=[held.pk]))
    first = f"#id_t{held.enrolments.get(trainee='T115-001').pk}"
    page.locator(f"{first}-employed").select_option("yes")
    page.locator(f"{first}-evidence").select_option("system")
    page.locator(f"{first}-found_on").fill("115.13.1")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").first.press("Enter")
    expect(page.locator(f"{first}-found_on")).to_be_focused()
    expect(page.locator(f"{first}-found_on")).to_have_value("115.13.1")
    assert_accessible(page)
    screenshot("class-follow-up")
    page.locator(f"{first}-found_on").fill(f"{today():%Y-%m-%d}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("115-自-001")
    assert held.enrolments.get(trainee="T115-001").employed is True
    screenshot("training-class-followed-up")


def test_whoever_has_waited_longest_moves_up(
    held: TrainingClass, page: Page, sign_in: SignIn, staff: User, screenshot: Screenshot
) -> None:
    held.enrolments.filter(trainee="T115-003").update(status=Status.LEFT)
    sign_in(staff)
    page.goto(held.get_absolute_url())
    page.locator("main a[href$='/admit/']").press("Enter")
    assert_accessible(page)
    screenshot("admit")
    page.locator("main .btn-primary").press("Enter")
    expect(page.locator("h1")).to_contain_text("115-自-001")
    assert held.enrolments.filter(trainee="A115-001", status=Status.ENROLLED).exists()
    expect(page.locator("main a[href$='/admit/']")).to_have_count(0)
