from collections.abc import Mapping
from typing import Any

from laborportal.activities.models import TopicCode
from programs.worklife.models import FacilityCheck
from programs.worklife.states import CheckState
from tests.architecture.samples.making import People, Sample, pk_of, step, supervising_officer
from tests.factories import worklife
from tests.factories.activities import GuidanceVisitFactory
from tests.factories.worklife import FacilityCheckFactory, FollowUpStepFactory


def lacking(people: People) -> Any:
    return worklife.lacking(people["staff"])


def ended(people: People) -> FacilityCheck:
    return worklife.lacking(people["staff"], state=CheckState.CLOSED)


def step_of_staff(people: People) -> dict[str, Any]:
    made = FollowUpStepFactory.create(person=people["staff"])
    return {"pk": made.check_followed_id, "step_pk": made.pk}


def draft(people: People) -> Any:
    return worklife.proposed(people["staff"])


def sent_by_staff(people: People) -> Any:
    return worklife.in_review(people["staff"])


def sent_by_the_supervisor(people: People) -> Any:
    return worklife.in_review(people["staff"], submitted_by=supervising_officer(people, "employment_security"))


def granted(people: People) -> Any:
    return worklife.subsidy(48_000)


check = pk_of(lambda people: FacilityCheckFactory.create())

SAMPLES: Mapping[tuple[str, str], Sample] = {
    ("facility_checks:record", ""): check,
    ("facility_checks:edit", ""): check,
    ("facility_checks:void", ""): check,
    ("facility_checks:follow_up", ""): pk_of(lacking),
    ("facility_checks:follow_up_edit", ""): step_of_staff,
    ("facility_checks:step", "end the follow-up"): step("close", lacking),
    ("facility_checks:step", "resume the follow-up"): step("resume", ended),
    ("facility_checks:step", "end what is no follow-up"): step("close", lambda people: FacilityCheckFactory.create()),
    ("subsidies:record", "a draft"): pk_of(draft),
    ("subsidies:record", "granted"): pk_of(granted),
    ("subsidies:edit", "a draft"): pk_of(draft),
    ("subsidies:edit", "in review"): pk_of(sent_by_staff),
    ("subsidies:edit", "granted"): pk_of(granted),
    ("subsidies:void", "a draft"): pk_of(draft),
    ("subsidies:step", "submit a draft"): step("submit", draft),
    ("subsidies:step", "grant, sent by staff"): step("approve", sent_by_staff),
    ("subsidies:step", "grant, an own case"): step("approve", sent_by_the_supervisor),
    ("subsidies:step", "reject, sent by staff"): step("reject", sent_by_staff),
    ("subsidies:step", "reject, an own case"): step("reject", sent_by_the_supervisor),
    ("subsidies:step", "return, sent by staff"): step("return", sent_by_staff),
    ("subsidies:step", "note the payment"): step("pay", granted),
    ("subsidies:step", "reopen, granted"): step("reopen", granted),
    ("subsidies:step", "grant, already granted"): step("approve", granted),
    ("self_checks:version", ""): pk_of(lambda people: worklife.checklist()),
    ("self_checks:visit", ""): pk_of(lambda people: GuidanceVisitFactory.create()),
    ("self_checks:visit", "of another topic"): pk_of(
        lambda people: GuidanceVisitFactory.create(about=TopicCode.FACILITIES)
    ),
}
