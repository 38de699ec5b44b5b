"""A record to open for each row of docs/permissions.md: (address, of what) to the arguments of its URL."""

from collections.abc import Callable, Mapping
from typing import Any

from laborportal.accounts.models import Role, User
from laborportal.annualreport.models import Objective
from laborportal.annualreport.writing import create, open_year
from laborportal.audit.recording import Act
from tests.factories import inspections
from tests.factories.accounts import MembershipFactory, UserFactory, person, unit
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.certifications import application, in_review, proposed
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import InspectionPenaltyFactory, ViolationFactory

People = Mapping[str, User]
Sample = Callable[[People], dict[str, Any]]


def pk_of(make: Callable[[People], Any]) -> Sample:
    return lambda people: {"pk": make(people).pk}


def step(code: str, make: Callable[[People], Any]) -> Sample:
    return lambda people: {"pk": make(people).pk, "step": code}


def draft(people: People) -> Any:
    return proposed(people["staff"])


def sent_by_staff(people: People) -> Any:
    return in_review(people["staff"])


def supervising_officer(people: People, code: str) -> User:
    """Who is also case officer of the unit, as in a small unit somebody may be."""
    supervisor = User.objects.get(pk=people["supervisor"].pk)
    MembershipFactory.create(user=supervisor, unit=unit(code), role=Role.STAFF)
    return supervisor


def sent_by_the_supervisor(people: People) -> Any:
    return in_review(people["staff"], submitted_by=supervising_officer(people, "employment_security"))


def decided(people: People) -> Any:
    return application("gold")


def penalty(people: People) -> Any:
    return InspectionPenaltyFactory.create(unit=unit("inspection_office"))


def penalty_draft(people: People) -> Any:
    return inspections.draft(people["staff"])


def penalty_sent_by_staff(people: People) -> Any:
    return inspections.in_review(people["staff"])


def penalty_sent_by_the_supervisor(people: People) -> Any:
    return inspections.in_review(people["staff"], submitted_by=supervising_officer(people, "labour_conditions"))


def violation_in_review(people: People) -> Any:
    return ViolationFactory.create(penalty=penalty_sent_by_staff(people))


def violation(people: People) -> Any:
    return ViolationFactory.create(penalty=penalty(people))


def held_role(people: People) -> dict[str, Any]:
    membership = person(units=()).memberships.create(unit=unit("planning"), role="staff")
    return {"pk": membership.user_id, "membership_pk": membership.pk}


def report(people: People) -> dict[str, Any]:
    open_year(Act(people["admin"]), 112)
    return {"year": 112}


def figure(people: People) -> dict[str, Any]:
    return {**report(people), "code": "certifications.gender.gold"}


def objective(people: People) -> dict[str, Any]:
    opened = open_year(Act(people["admin"]), 112)
    create(Act(people["admin"]), Objective(report=opened, order=1, unit=unit("planning"), title="職場性別平等認證"))
    return {"year": 112, "order": 1}


somebody = pk_of(lambda people: UserFactory.create())
employer = pk_of(lambda people: EmployerFactory.create())
activity = pk_of(lambda people: ActivityFactory.create())

SAMPLES: Mapping[tuple[str, str], Sample] = {
    ("account_kept", "a form of somebody else"): lambda people: {"key": "unknown"},
    ("administration:person", ""): somebody,
    ("administration:edit", ""): somebody,
    ("administration:give_role", ""): somebody,
    ("administration:end_role", ""): held_role,
    ("administration:deactivate", ""): somebody,
    ("administration:reactivate", ""): somebody,
    ("administration:unlock", ""): somebody,
    ("administration:reset_password", ""): somebody,
    ("administration:remove_second_factor", ""): somebody,
    ("employers:record", ""): employer,
    ("employers:edit", ""): employer,
    ("employers:void", ""): employer,
    ("certifications:record", ""): pk_of(draft),
    ("certifications:edit", "a draft"): pk_of(draft),
    ("certifications:edit", "in review"): pk_of(sent_by_staff),
    ("certifications:edit", "decided"): pk_of(decided),
    ("certifications:void", "a draft"): pk_of(draft),
    ("certifications:step", "submit a draft"): step("submit", draft),
    ("certifications:step", "approve, sent by staff"): step("approve", sent_by_staff),
    ("certifications:step", "approve, an own case"): step("approve", sent_by_the_supervisor),
    ("certifications:step", "return, sent by staff"): step("return", sent_by_staff),
    ("certifications:step", "return, an own case"): step("return", sent_by_the_supervisor),
    ("certifications:step", "reopen, decided"): step("reopen", decided),
    ("certifications:step", "approve, already decided"): step("approve", decided),
    ("certifications:step", "a step that does not exist"): step("embellish", draft),
    ("activities:record", ""): activity,
    ("activities:edit", ""): activity,
    ("activities:void", ""): activity,
    ("activities:series_edit", ""): pk_of(lambda people: SeriesFactory.create()),
    ("penalties:record", "decided"): pk_of(penalty),
    ("penalties:record", "a draft"): pk_of(penalty_draft),
    ("penalties:edit", "a draft"): pk_of(penalty_draft),
    ("penalties:edit", "in review"): pk_of(penalty_sent_by_staff),
    ("penalties:edit", "decided"): pk_of(penalty),
    ("penalties:void", "decided"): pk_of(penalty),
    ("penalties:void", "a draft"): pk_of(penalty_draft),
    ("penalties:step", "submit a draft"): step("submit", penalty_draft),
    ("penalties:step", "confirm, sent by staff"): step("confirm", penalty_sent_by_staff),
    ("penalties:step", "confirm, an own case"): step("confirm", penalty_sent_by_the_supervisor),
    ("penalties:step", "return, sent by staff"): step("return", penalty_sent_by_staff),
    ("penalties:step", "return, an own case"): step("return", penalty_sent_by_the_supervisor),
    ("penalties:step", "reopen, decided"): step("reopen", penalty),
    ("penalties:step", "confirm, already decided"): step("confirm", penalty),
    ("penalties:step", "a step that does not exist"): step("embellish", penalty_draft),
    ("violations:record", ""): pk_of(violation),
    ("violations:edit", "its penalty decided"): pk_of(violation),
    ("violations:edit", "its penalty in review"): pk_of(violation_in_review),
    ("violations:void", ""): pk_of(violation),
    ("annualreport:report", ""): report,
    ("annualreport:figure", ""): figure,
    ("annualreport:edit", ""): report,
    ("annualreport:edit_objective", ""): objective,
}
