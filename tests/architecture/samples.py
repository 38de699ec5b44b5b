"""A record to open for each row of docs/permissions.md: (address, of what) to the arguments of its URL."""

from collections.abc import Callable, Mapping
from typing import Any

from laborportal.accounts.models import Role, User
from laborportal.annualreport.models import Objective
from laborportal.annualreport.writing import create, open_year
from laborportal.audit.recording import Act
from tests.factories.accounts import MembershipFactory, UserFactory, person, unit
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.certifications import application, in_review, proposed
from tests.factories.employers import EmployerFactory
from tests.factories.exports import ExportFactory
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


def sent_by_the_supervisor(people: People) -> Any:
    """Who is also case officer of the unit, as in a small unit somebody may be."""
    supervisor = User.objects.get(pk=people["supervisor"].pk)
    MembershipFactory.create(user=supervisor, unit=unit("employment_security"), role=Role.STAFF)
    return in_review(people["staff"], submitted_by=supervisor)


def decided(people: People) -> Any:
    return application("gold")


def penalty(people: People) -> Any:
    return InspectionPenaltyFactory.create(unit=unit("inspection_office"))


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


def export_of_somebody_else(people: People) -> Any:
    return ExportFactory.create(in_background=True)


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
    ("exports:export", "of somebody else"): pk_of(export_of_somebody_else),
    ("exports:file", "of somebody else"): pk_of(export_of_somebody_else),
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
    ("penalties:record", ""): pk_of(penalty),
    ("penalties:edit", ""): pk_of(penalty),
    ("penalties:void", ""): pk_of(penalty),
    ("violations:record", ""): pk_of(violation),
    ("violations:edit", ""): pk_of(violation),
    ("violations:void", ""): pk_of(violation),
    ("annualreport:report", ""): report,
    ("annualreport:figure", ""): figure,
    ("annualreport:edit", ""): report,
    ("annualreport:edit_objective", ""): objective,
}
