from collections.abc import Callable, Mapping
from typing import Any

from laborportal.accounts.models import Role
from laborportal.annualreport.states import RiskState
from tests.architecture.samples.making import People, Sample, pk_of, step
from tests.factories.accounts import MembershipFactory, unit
from tests.factories.annualreport import AgencyFinanceFactory, AgencyStaffingFactory, RiskFactory


def by_planners(sample: Sample) -> Sample:
    """The same, with the case officer and the supervisor in the planning division too."""

    def make(people: People) -> dict[str, Any]:
        for name, role in (("staff", Role.STAFF), ("supervisor", Role.SUPERVISOR)):
            MembershipFactory.create(user=people[name], unit=unit("planning"), role=role)
        return sample(people)

    return make


def nothing(people: People) -> dict[str, Any]:
    return {}


def of(namespace: str, factory: Callable[[], Any]) -> dict[tuple[str, str], Sample]:
    found = pk_of(lambda people: factory())
    pages = {(f"{namespace}:{page}", ""): found for page in ("record", "edit", "void")}
    planned = {(f"{namespace}:{page}", "in planning"): by_planners(found) for page in ("edit", "void")}
    return {**pages, **planned, (f"{namespace}:create", "in planning"): by_planners(nothing)}


def watched(people: People) -> Any:
    return RiskFactory.create()


def closed(people: People) -> Any:
    return RiskFactory.create(state=RiskState.CLOSED)


SAMPLES: Mapping[tuple[str, str], Sample] = {
    **of("finance", AgencyFinanceFactory.create),
    **of("staffing", AgencyStaffingFactory.create),
    **{(f"risks:{page}", ""): pk_of(watched) for page in ("record", "edit", "void")},
    ("risks:step", "review, watched"): step("review", watched),
    ("risks:step", "close, watched"): step("close", watched),
    ("risks:step", "watch again, closed"): step("watch", closed),
    ("risks:step", "review, closed"): step("review", closed),
    ("risks:step", "a step that does not exist"): step("nothing", watched),
}
