from collections import Counter

import pytest

from laborportal.accounts import demo as people
from laborportal.accounts.policies import system_user
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.datasets import registry
from laborportal.datasets.demonstration import load_rows
from laborportal.employers.demo import employers
from laborportal.employers.models import Employer
from laborportal.exports.columns import ubn_adds_up
from laborportal.imports.planning import plan_rows
from laborportal.workflow.models import Waiting
from programs.worklife import demo
from programs.worklife.models import ChildcareSubsidy, FacilityCheck, FollowUpStep


def large(year: str) -> list[demo.Cells]:
    return [row for row in demo.checks() if row["year"] == year and int(row["employees"]) >= 100]


def test_the_checks_of_112_come_to_what_the_report_prints() -> None:
    found = large("112")
    assert len(found) == len({row["ubn"] for row in found}) == 2216
    assert sum(row["lactation_room"] == "yes" for row in found) == 2192
    assert sum(row["childcare"] != "none" for row in found) == 2131
    assert len([row for row in demo.checks() if row["year"] == "112"]) > 2216


def test_the_visits_of_112_come_to_what_the_report_prints() -> None:
    topics = Counter(row["topic"] for row in demo.visits() if row["visited_on"].startswith("2023"))
    assert topics["remote_work"] == 1590
    assert set(topics) == {"remote_work", "facilities", "quota", "age", "safety"}


def test_the_subsidies_of_112_are_83_of_which_95_percent_were_granted_within_the_budget() -> None:
    rows = list(demo.subsidies())
    granted = [int(row["granted"]) for row in rows if row["granted"]]
    assert (len(rows), len(granted), sum(granted)) == (83, 79, 2_270_320)
    assert all(int(row["granted"]) * 100 <= int(row["spent"]) * 80 for row in rows if row["granted"])


def test_the_employers_are_invented_with_valid_numbers_and_names_of_their_own() -> None:
    found = demo.large_employers()
    assert all(ubn_adds_up(ubn) for ubn, _name, _employees in found)
    assert len({ubn for ubn, _name, _employees in found}) == len({name for _ubn, name, _employees in found}) == 2216
    ours = set(found) - {(row["ubn"], row["name"], int(row["employees"])) for row in employers()}
    assert not {name for _ubn, name, _employees in ours} & {row["name"] for row in employers()}


@pytest.mark.django_db
def test_the_demonstration_loads_once_and_without_a_warning(act: Act) -> None:
    people.load(Act(system_user()))
    load_rows("employers", employers, act)
    loaders = warnings_of(act)
    assert loaders == {}
    demo.load(act)
    counts = [model.objects.count() for model in (FacilityCheck, FollowUpStep, ChildcareSubsidy, Employer, Event)]
    assert FollowUpStep.objects.count() == 4 * demo.FOLLOWED_UP + 1
    assert set(Waiting.objects.values_list("role", flat=True)) == {"staff", "supervisor"}
    for name, rows in demo.DEMONSTRATION:
        assert load_rows(name, rows, act) == 0
    demo.load(act)
    assert counts == [
        model.objects.count() for model in (FacilityCheck, FollowUpStep, ChildcareSubsidy, Employer, Event)
    ]


def warnings_of(act: Act) -> dict[str, list[str]]:
    """Loads the rows of the app and tells what was odd about them."""
    found = {}
    for name, rows in demo.DEMONSTRATION:
        loader = registry.loader_named(name)
        plan = plan_rows(loader, (loader.read(number, cells) for number, cells in enumerate(rows(), start=1)))
        if plan.warnings or plan.errors:
            found[name] = [problem.message for problem in [*plan.errors, *plan.warnings]][:3]
        load_rows(name, rows, act)
    return found
