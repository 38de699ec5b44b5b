"""Records of accidents, of the cities' statistics, and the ministry's list."""

from typing import Any

from inspections.models import AccidentKind
from tests.architecture.samples.making import People, pk_of, step, supervising_officer
from tests.factories.accidents import AccidentFactory, CityStatisticFactory, pending


def undetermined(people: People) -> Any:
    return pending(people["staff"])


def undetermined_of_the_supervisor(people: People) -> Any:
    return pending(supervising_officer(people, "inspection_office"))


def confirmed(people: People) -> Any:
    return AccidentFactory.create()


statistic = pk_of(lambda people: CityStatisticFactory.create())

SAMPLES = {
    ("imports:upload", "the violation list of the ministry"): lambda people: {"name": "ministry_violation_list"},
    ("accidents:kind_edit", ""): pk_of(lambda people: AccidentKind.objects.get(code="fall")),
    ("accidents:record", ""): pk_of(confirmed),
    ("accidents:edit", "under determination"): pk_of(undetermined),
    ("accidents:edit", "confirmed"): pk_of(confirmed),
    ("accidents:void", ""): pk_of(confirmed),
    ("accidents:step", "note its report"): step("note", undetermined),
    ("accidents:step", "confirm, entered by staff"): step("confirm_accident", undetermined),
    ("accidents:step", "confirm, an own case"): step("confirm_accident", undetermined_of_the_supervisor),
    ("accidents:step", "exclude, entered by staff"): step("exclude_accident", undetermined),
    ("accidents:step", "confirm, already confirmed"): step("confirm_accident", confirmed),
    ("accidents:step", "determine anew, confirmed"): step("determine_anew", confirmed),
    ("city_statistics:record", ""): statistic,
    ("city_statistics:edit", ""): statistic,
    ("city_statistics:void", ""): statistic,
}
