"""Inspections, and what follows from them."""

from collections.abc import Callable, Mapping
from typing import Any

from inspections.models import ComplaintOrigin
from inspections.sealing import seal
from inspections.states import InspectionState
from laborportal.accounts.models import User
from tests.architecture.samples.making import People, Sample, pk_of, step, supervising_officer
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import (
    ComplaintFactory,
    FoundViolationFactory,
    InspectionFactory,
    PlanLineFactory,
    ProjectFactory,
    ProjectTargetFactory,
    StopWorkOrderFactory,
    order_in_force,
    order_in_review,
)

OFFICE = "inspection_office"


def inspection(people: People) -> Any:
    return FoundViolationFactory.create().inspection


def reinspection(people: People) -> Any:
    return InspectionFactory.create(kind="reinspection")


def found_violation(people: People) -> Any:
    return FoundViolationFactory.create(officer=people["staff"])


def own_violation(people: People) -> Any:
    return FoundViolationFactory.create(officer=supervising_officer(people, OFFICE))


def objected(people: People) -> Any:
    return InspectionFactory.create(state=InspectionState.OBJECTED, officer=people["staff"])


def own_objected(people: People) -> Any:
    return InspectionFactory.create(state=InspectionState.OBJECTED, officer=supervising_officer(people, OFFICE))


def order(people: People) -> Any:
    return StopWorkOrderFactory.create(officer=people["staff"])


def order_sent_by_staff(people: People) -> Any:
    return order_in_review(people["staff"])


def order_sent_by_the_supervisor(people: People) -> Any:
    return order_in_review(supervising_officer(people, OFFICE))


def running_order(people: People) -> Any:
    return order_in_force(people["staff"], User.objects.get(pk=people["supervisor"].pk))


def handled_by(name: str) -> Callable[[People], Any]:
    def made(people: People) -> Any:
        complaint = ComplaintFactory.create(officer=people[name])
        ComplaintOrigin.objects.create(complaint=complaint, sealed=seal({"secret_name": "某甲"}))
        return complaint

    return made


complaint = pk_of(handled_by("staff"))

SAMPLES: Mapping[tuple[str, str], Sample] = {
    ("inspections:record", ""): pk_of(inspection),
    ("inspections:edit", ""): pk_of(inspection),
    ("inspections:void", ""): pk_of(lambda people: InspectionFactory.create()),
    ("inspections:rechecks", ""): pk_of(reinspection),
    ("inspections:rechecks", "no re-inspection"): pk_of(inspection),
    ("inspections:briefing", ""): lambda people: {"employer": EmployerFactory.create().pk},
    ("inspections:step", "notify"): step("notify", inspection),
    ("inspections:step", "settle an objection"): step("settle_objection", objected),
    ("inspections:step", "settle an objection, an own case"): step("settle_objection", own_objected),
    ("violations:step", "correct"): step("correct", found_violation),
    ("violations:step", "withdraw"): step("withdraw", found_violation),
    ("violations:step", "withdraw, an own case"): step("withdraw", own_violation),
    ("stopwork:record", ""): pk_of(order),
    ("stopwork:edit", "a draft"): pk_of(order),
    ("stopwork:edit", "in review"): pk_of(order_sent_by_staff),
    ("stopwork:void", ""): pk_of(order),
    ("stopwork:step", "submit a draft"): step("submit_order", order),
    ("stopwork:step", "confirm, sent by staff"): step("confirm_order", order_sent_by_staff),
    ("stopwork:step", "confirm, an own case"): step("confirm_order", order_sent_by_the_supervisor),
    ("stopwork:step", "apply for resumption"): step("apply", running_order),
    ("stopwork:step", "resume without an application"): step("resume", running_order),
    ("complaints:record", ""): complaint,
    ("complaints:edit", ""): complaint,
    ("complaints:void", ""): complaint,
    ("complaints:step", "answer"): step("answer", handled_by("staff")),
    ("complaints:step", "name another handler"): step("hand_over", handled_by("staff")),
    ("complaints:origin", "handled by staff"): complaint,
    ("complaints:origin", "handled by the supervisor"): pk_of(handled_by("supervisor")),
    ("projects:record", ""): pk_of(lambda people: ProjectFactory.create()),
    ("projects:edit", ""): pk_of(lambda people: ProjectFactory.create()),
    ("projects:void", ""): pk_of(lambda people: ProjectFactory.create()),
    ("targets:record", ""): pk_of(lambda people: ProjectTargetFactory.create()),
    ("targets:edit", ""): pk_of(lambda people: ProjectTargetFactory.create()),
    ("targets:void", ""): pk_of(lambda people: ProjectTargetFactory.create()),
    ("plans:record", ""): pk_of(lambda people: PlanLineFactory.create()),
    ("plans:edit", ""): pk_of(lambda people: PlanLineFactory.create()),
    ("plans:void", ""): pk_of(lambda people: PlanLineFactory.create()),
}
