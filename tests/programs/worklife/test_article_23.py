"""Gender Equality in Employment Act §23: who is obliged, to what, and what follows where it is lacking."""

import ast
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from laborportal.accounts.models import Role, User
from laborportal.annualreport import units
from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import Act
from laborportal.datasets import registry
from laborportal.employers.models import Employer, EmployerHeadcount
from laborportal.imports.engine import Result, run_import
from programs.worklife.models import FacilityCheck
from programs.worklife.states import CheckState
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.activities import GuidanceVisitFactory
from tests.factories.employers import EmployerFactory
from tests.factories.imports import csv_file
from tests.factories.worklife import FacilityCheckFactory, FollowUpStepFactory, checklist, lacking, subsidy

pytestmark = pytest.mark.django_db
RATES = ("worklife.lactation_rate", "worklife.childcare_rate")
OF_A_FINE = re.compile(r"罰|裁處|\bfine[sd]?\b|penal", re.IGNORECASE)


def cells(**changed: str) -> dict[str, str]:
    row = {"year": "112", "ubn": "", "employer": "榕澗營造", "employees": "186", "lactation_room": "否"}
    return row | {"childcare": "none", "checked_on": "112/3/29"} | changed


def load(folder: Path, act: Act, *rows: dict[str, str]) -> Result:
    result = run_import(
        registry.loader_named("facility_checks"), csv_file(folder, rows), act, dataset="facility_checks"
    )
    assert result.ok, result.errors
    return result


def test_the_100_employees_count_all_branches_and_99_are_not_obliged(tmp_path: Path, act: Act) -> None:
    with override("en"):
        about = str(registry.get("facility_checks").column["employees"].help)
    assert "branches and subordinate units together" in about
    load(tmp_path, act, cells(employees="100"), cells(employees="99", employer="霽禾資訊"))
    states = dict(FacilityCheck.objects.values_list("employees", "state"))
    assert states == {100: CheckState.FOLLOW_UP, 99: CheckState.NOT_OBLIGED}
    assert figures_of(112, ["worklife.employers_100plus"]).counted["worklife.employers_100plus"].value == 1


@pytest.mark.parametrize(
    ("room", "childcare", "complies"),
    [
        (True, "facility", True),
        (True, "measure", True),
        (True, "both", True),
        (True, "none", False),
        (False, "facility", False),
        (False, "measure", False),
        (False, "both", False),
        (False, "none", False),
    ],
)
def test_a_room_is_required_and_a_facility_or_a_measure(room: bool, childcare: str, complies: bool) -> None:
    check = FacilityCheckFactory.create(lactation_room=room, childcare=childcare, employees=100)
    assert check.state == (CheckState.COMPLIES if complies else CheckState.FOLLOW_UP)


def provided(*rows: tuple[int, bool, str]) -> None:
    for employees, room, childcare in rows:
        FacilityCheckFactory.create(employees=employees, lactation_room=room, childcare=childcare)


def test_there_are_two_separate_rates_over_one_denominator() -> None:
    provided((100, True, "none"), (100, True, "measure"), (500, False, "both"), (99, True, "facility"))
    provided((101, True, "none"), (102, True, "none"), (103, False, "none"), (104, True, "facility"))
    rooms, childcare, obliged = 5, 3, 7
    found = figures_of(112, RATES).counted
    assert found[RATES[0]].tally.exact == Fraction(100 * rooms, obliged)
    assert found[RATES[1]].tally.exact == Fraction(100 * childcare, obliged)


def test_a_rate_comes_from_unrounded_values_and_is_rounded_half_up_to_two_decimals() -> None:
    """1 of 32 is 3.125 %, which half to even would make 3.12."""
    provided((100, True, "none"), *[(100, False, "measure")] * 31)
    found = figures_of(112, RATES).counted
    assert [str(found[code].value) for code in RATES] == ["3.13", "96.88"]


def test_a_rate_without_any_obliged_employer_has_no_value_and_is_not_0() -> None:
    provided((99, True, "both"))
    found = figures_of(112, RATES).counted
    assert [found[code].value for code in RATES] == [None, None]


def test_employers_and_visits_of_employers_are_different_units() -> None:
    """家 is not 家次: three visits to one employer are three, and the employer is one."""
    employer = FacilityCheckFactory.create().employer
    for _visit in range(3):
        GuidanceVisitFactory.create(employer=employer)
    codes = ("worklife.employers_100plus", "remote_work.guidance_visits")
    found = figures_of(112, codes).counted
    with override("zh-hant"):
        assert [(str(found[code].value), str(found[code].definition.unit)) for code in codes] == [
            ("1", "家"),
            ("3", "家次"),
        ]
    assert units.EMPLOYERS != units.EMPLOYER_TIMES


def test_the_check_never_changes_the_registers_headcount_or_sector(tmp_path: Path, act: Act) -> None:
    known = EmployerFactory.create(name="榕澗營造", employees=186, sector="public")
    load(tmp_path, act, cells(employees="350", ubn=known.ubn), cells(employees="120", employer="霽禾資訊"))
    known.refresh_from_db()
    new = Employer.objects.get(name="霽禾資訊")
    assert (known.employees, known.sector) == (186, "public")
    assert (new.employees, new.sector) == (None, "private")
    assert not EmployerHeadcount.objects.exists()


def pages(staff: User) -> Iterator[str]:
    check, visit, granted = lacking(staff), GuidanceVisitFactory.create(), subsidy(48_000)
    step = FollowUpStepFactory.create(check_followed=check, person=staff)
    for namespace, record in (("facility_checks", check), ("subsidies", granted), ("visits", visit)):
        yield from (reverse(f"{namespace}:{page}") for page in ("list", "create"))
        yield reverse(f"{namespace}:record", args=[record.pk])
    yield reverse("facility_checks:edit", args=[check.pk])
    yield reverse("facility_checks:follow_up", args=[check.pk])
    yield reverse("facility_checks:follow_up_edit", args=[check.pk, step.pk])
    yield reverse("facility_checks:step", args=[check.pk, "close"])
    yield reverse("subsidies:budget")
    yield reverse("self_checks:versions")
    yield reverse("self_checks:version", args=[checklist().pk])
    yield reverse("self_checks:visit", args=[visit.pk])


def own_part(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return re.sub(r"<[^>]*>", " ", answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0])


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_there_is_no_fine_on_any_page_of_this_programme(language: str, client_for: ClientFor) -> None:
    both = person(Role.STAFF, Role.SUPERVISOR, units=("employment_security", "labour_standards"))
    client = client_for(both)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for url in pages(both):
        assert not OF_A_FINE.search(own_part(client, url)), url


def test_there_is_no_fine_in_the_texts_addresses_and_columns_of_this_programme() -> None:
    found = [where for where, text in texts() if OF_A_FINE.search(text)]
    assert found == []


def texts() -> Iterator[tuple[str, str]]:
    for path in (settings.BASE_DIR / "programs" / "worklife").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{path.name}:{node.lineno}", node.value
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Name):
                yield f"{path.name}:{node.lineno}", getattr(node, "name", "") or getattr(node, "id", "")
    for path in (settings.BASE_DIR / "templates" / "worklife").glob("*.html"):
        yield path.name, re.sub(r'class="[^"]*"', "", path.read_text())


def test_a_fine_would_be_seen() -> None:
    seen: list[Any] = [OF_A_FINE.search(text) for text in ("處以罰鍰", "A fine of NT$20,000", "Penalties", "Fined")]
    assert all(seen)
    assert not any(OF_A_FINE.search(text) for text in ("defined", "refined"))
