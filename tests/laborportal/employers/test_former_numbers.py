"""After a merge, files and forms that still name the old number mean the employer that stays."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from certifications.transitions import APPROVE
from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.employers.imports import EmployerLoader
from laborportal.employers.merging import merge
from laborportal.employers.models import Employer
from laborportal.employers.references import EmployerReference
from laborportal.imports.engine import run_import
from laborportal.workflow.performing import Stale, perform
from tests.conftest import ClientFor
from tests.factories.certifications import in_review
from tests.factories.employers import EmployerFactory
from tests.laborportal.employers.rows import row, take

pytestmark = pytest.mark.django_db
OLD, NEW = "10000010", "10000004"


@pytest.fixture
def kept(supervisor: User) -> Employer:
    kept = EmployerFactory.create(ubn=NEW, name="榕澗營造股份有限公司", district="中山區")
    merged = EmployerFactory.create(ubn=OLD, name="霽禾營造有限公司")
    merge(kept, merged, {}, Act(supervisor, "同一家公司"))
    return Employer.objects.get(pk=kept.pk)


def test_a_row_with_the_old_number_is_a_case_of_the_one_that_stays_and_says_so(kept: Employer, act: Act) -> None:
    found, unknown = take([row(1, OLD, "霽禾營造有限公司"), row(2, OLD, "另一個名字")], act)
    for one in (found, unknown):
        assert one.links["employer"] == kept
        assert one.warnings[0].column == "ubn"
        assert NEW in one.warnings[0].message
    assert len(unknown.warnings) == 2
    kept.refresh_from_db()
    assert (kept.ubn, "另一個名字" in kept.alias_names) == (NEW, True)
    assert Employer.objects.standing().count() == 1


def test_the_registers_own_file_does_not_rename_or_renumber_by_an_old_number(
    kept: Employer, act: Act, tmp_path: Path
) -> None:
    path = tmp_path / "employers.csv"
    path.write_text(f"ubn,name,sector,district\n{OLD},霽禾營造有限公司,private,大安區\n", encoding="utf-8")
    result = run_import(EmployerLoader(), path, act)
    assert (result.counts.updated, result.counts.created, len(result.warnings)) == (1, 0, 1)
    kept.refresh_from_db()
    assert (kept.ubn, kept.name, kept.district) == (NEW, "榕澗營造股份有限公司", "大安區")


def test_an_old_number_is_given_to_nobody_else(kept: Employer, staff: User, client_for: ClientFor) -> None:
    officer: Client = client_for(staff)
    entered = {"ubn": OLD, "name": "澄墨資訊", "sector": "private", "confirm_odd": "1"}
    assert officer.post(reverse("employers:create"), entered).context["form"].errors
    other = EmployerFactory.create(ubn="", name="澄墨資訊")
    page = officer.post(reverse("employers:edit", args=[other.pk]), {**entered, "version": "1"})
    assert "ubn" in page.context["form"].errors
    assert Employer.objects.standing().count() == 2


def test_whoever_decides_a_case_that_a_merge_has_moved_is_told_first(staff: User, supervisor: User) -> None:
    kept, merged = EmployerFactory.create_batch(2)
    case = in_review(staff, employer=merged)
    merge(kept, merged, {}, Act(supervisor, "同一家公司"))
    with pytest.raises(Stale):
        perform(case, APPROVE, act=Act(supervisor), seen_state=case.state, seen_version=case.version)


def test_rows_that_were_read_before_a_merge_are_written_after_it_to_the_one_that_stays(
    act: Act, supervisor: User
) -> None:
    kept, merged, other = EmployerFactory.create_batch(3)
    reference = EmployerReference()
    rows = [row(1, merged.ubn, merged.name), row(2, other.ubn, other.name)]
    reference.resolve(rows)
    merge(kept, merged, {}, Act(supervisor, "同一家公司"))
    with transaction.atomic():
        reference.write(rows, act)
    assert [one.links["employer"] for one in rows] == [kept, other]
    kept.refresh_from_db()
    assert (kept.alias_names, kept.version) == ([merged.name], 2)
