"""A case that names an employer who is not on file, but seems to be: its form asks before there is one more."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from inspections.datasets import PENALTY_FORM
from inspections.models import InspectionPenalty
from laborportal.accounts.models import User
from laborportal.audit.recording import history_of
from laborportal.datasets.forms import RecordForm
from laborportal.employers.models import Employer, KeptSeparate, MergeRequest
from tests.conftest import ClientFor
from tests.factories.employers import EmployerFactory
from tests.inspections.rows import penalty

pytestmark = pytest.mark.django_db
CREATE = reverse("penalties:create")


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def known() -> Employer:
    found: Employer = EmployerFactory.create(ubn="10000010", name="榕澗營造有限公司", closed_on="2026-04-01")
    return found


def typed(**cells: Any) -> dict[str, str]:
    return penalty(**{"ubn": "10000004", **cells})


def test_nothing_is_saved_before_somebody_says_which_employer_it_is(officer: Client, known: Employer) -> None:
    page = officer.post(CREATE, typed()).content.decode()
    assert all(text in page for text in (f"use:{known.pk}", f"merge:{known.pk}", "115.04.01", 'href="#duplicate"'))
    assert all(f'value="{text}"' in page for text in ("10000004", "榕澗營造股份有限公司", "20,000"))
    for undecided in ({"duplicate": "separate"}, {"duplicate": "use:0"}, {"because": "不同"}):
        assert officer.post(CREATE, typed(**undecided)).status_code == 200
    assert (Employer.objects.count(), InspectionPenalty.objects.count()) == (1, 0)


def test_the_one_on_file_is_used_in_place_of_what_was_typed(officer: Client, known: Employer) -> None:
    page = officer.post(CREATE, typed(duplicate=f"use:{known.pk}", amount="many")).content.decode()
    assert all(f'value="{text}"' in page for text in ("10000010", "榕澗營造有限公司", "many"))
    assert "use:" not in page
    officer.post(CREATE, typed(duplicate=f"use:{known.pk}"))
    assert InspectionPenalty.objects.get().employer == known
    known.refresh_from_db()
    assert (known.ubn, known.alias_names, Employer.objects.count()) == ("10000010", [], 1)


def test_one_without_a_number_gets_the_one_that_was_typed(officer: Client, known: Employer) -> None:
    Employer.objects.update(ubn="")
    officer.post(CREATE, typed(duplicate=f"use:{known.pk}"))
    known.refresh_from_db()
    assert (known.ubn, InspectionPenalty.objects.get().employer) == ("10000004", known)


def test_it_is_kept_separate_with_the_reason(officer: Client, known: Employer) -> None:
    officer.post(CREATE, typed(duplicate="separate", because="負責人不同"))
    apart, new = KeptSeparate.objects.get(), InspectionPenalty.objects.get().employer
    assert (apart.employer, apart.other, apart.reason) == (new, known, "負責人不同")
    assert (new.ubn, history_of(apart).count()) == ("10000004", 1)


def test_it_is_saved_and_a_merge_is_asked_for(officer: Client, known: Employer) -> None:
    officer.post(CREATE, typed(duplicate=f"merge:{known.pk}", because="統編誤植"))
    asked = MergeRequest.objects.get()
    assert (asked.kept, asked.merged) == (known, InspectionPenalty.objects.get().employer)


def test_it_is_not_kept_separate_from_itself_when_it_got_the_number_in_the_meantime(
    staff: User, known: Employer
) -> None:
    data = QueryDict(mutable=True)
    data.update(typed(duplicate="separate", because="負責人不同"))
    form = RecordForm(PENALTY_FORM, staff, data=data)
    assert form.is_valid(), form.errors
    Employer.objects.update(ubn="10000004")
    assert form.save().employer == known
    assert not KeptSeparate.objects.exists()


def test_an_odd_value_and_the_employer_are_asked_about_at_once(officer: Client, known: Employer) -> None:
    page = officer.post(CREATE, typed(announced_on="112.01.01")).content.decode()
    assert 'name="confirm_odd"' in page
    assert 'href="#duplicate"' in page


def test_an_employer_on_file_and_one_that_is_like_no_other_are_saved_unasked(officer: Client, known: Employer) -> None:
    officer.post(CREATE, typed(ubn=known.ubn, employer=known.name))
    officer.post(CREATE, typed(number="北市勞動字第11200000012號", employer="霽禾餐飲有限公司"))
    assert InspectionPenalty.objects.count() == 2


def test_the_foot_of_the_list_adds_the_fines_up_as_the_database_does(officer: Client, known: Employer) -> None:
    for number, amount in ((11, "20,000"), (12, "")):
        cells = typed(number=f"北市勞動字第112000000{number}號", ubn=known.ubn, employer=known.name, amount=amount)
        officer.post(CREATE, {**cells, "confirm_odd": "1"})
    InspectionPenalty.objects.update(state="decided")
    listed = officer.get(reverse("penalties:list")).context["page"]
    fines = next(total for total in listed.totals if total.column == "amount")
    assert (fines.of(listed.records), listed.count) == (fines.words, 2)
    assert fines.words in [cell for row in listed.table.foot for cell in row.cells]
