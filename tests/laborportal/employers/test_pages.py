from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.audit.recording import history_of
from laborportal.employers.datasets import EMPLOYERS
from laborportal.employers.models import Employer
from laborportal.employers.widgets import EmployerInput
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.employers import EmployerAliasFactory, EmployerFactory

pytestmark = pytest.mark.django_db
LIST, CREATE = reverse("employers:list"), reverse("employers:create")


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def listed(client: Client, **params: str) -> list[str]:
    page = client.get(LIST, params)
    assert page.status_code == 200
    return [employer.name for employer in page.context["page"].records]


def entered(**fields: Any) -> dict[str, Any]:
    return {"ubn": "10000004", "name": "穗嶺物流", "sector": "private", **fields}


def test_the_list_finds_by_number_by_part_of_a_name_and_by_another_name(officer: Client) -> None:
    known = EmployerFactory.create(ubn="10000004", name="臺北榕澗營造", address="臺北市中山區榕汀路1號")
    EmployerAliasFactory.create(employer=known, name="霽禾工程")
    EmployerFactory.create(name="別的公司", district="大安區")
    for term in ("10000004", "榕 澗", "台北", "霽禾"):
        assert listed(officer, employer=term) == ["臺北榕澗營造"]
    for words in ("1000 榕澗", "榕汀路", "霽禾"):
        assert listed(officer, q=words) == ["臺北榕澗營造"]
    assert listed(officer, name="台北榕澗營造") == ["臺北榕澗營造"]
    assert listed(officer, name="榕澗") == []
    assert listed(officer, district="大安區") == ["別的公司"]
    assert listed(officer, employer="1000") == []


def test_a_year_is_no_condition_of_employers(officer: Client) -> None:
    EmployerFactory.create()
    page = officer.get(LIST, {"year": "112"})
    assert page.status_code == 400
    assert not page.context["page"].ok


def test_voided_employers_are_not_listed(officer: Client) -> None:
    known = EmployerFactory.create()
    known.voided_at = known.created_at
    known.save()
    assert listed(officer) == []
    assert officer.get(known.get_absolute_url()).status_code == 404


def test_the_page_shows_facts_other_names_and_every_dataset_with_an_employer(officer: Client) -> None:
    known = EmployerFactory.create(name="霽禾生技", matched_by_name=True)
    EmployerAliasFactory.create(employer=known, name="榕澗生技", import_id=3)
    page = officer.get(known.get_absolute_url())
    text = page.content.decode()
    assert "霽禾生技" in text
    assert "榕澗生技" in text
    cases = page.context["cases"]
    assert {found.dataset.name for found in cases} >= {"certification_applications", "inspection_penalties"}
    assert all(found.count == 0 for found in cases)


def test_whoever_holds_no_role_sees_no_employer(client_for: ClientFor) -> None:
    known = EmployerFactory.create()
    nobody = client_for(UserFactory.create())
    assert nobody.get(known.get_absolute_url()).status_code == 404
    assert listed(nobody) == []


@pytest.mark.parametrize("person", ["admin", "auditor"])
def test_readers_may_not_write(person: str, request: pytest.FixtureRequest, client_for: ClientFor) -> None:
    reader = client_for(request.getfixturevalue(person))
    known = EmployerFactory.create()
    assert reader.get(known.get_absolute_url()).status_code == 200
    for url in (CREATE, reverse("employers:edit", args=[known.pk])):
        assert reader.get(url).status_code == reader.post(url, entered()).status_code == 403


def test_only_a_supervisor_voids_an_employer(officer: Client, supervisor: User, client_for: ClientFor) -> None:
    known = EmployerFactory.create()
    url, form = reverse("employers:void", args=[known.pk]), {"reason": "entered twice", "version": 1}
    assert officer.post(url, form).status_code == 403
    client_for(supervisor).post(url, form)
    known.refresh_from_db()
    assert (known.voided_at is not None, known.void_reason) == (True, "entered twice")


def test_an_employer_is_entered_with_its_history(officer: Client) -> None:
    officer.post(CREATE, entered(employees="1,200"))
    made = Employer.objects.get()
    assert (made.name, made.employees) == ("穗嶺物流", 1200)
    assert history_of(made).get().action == "created"


def test_a_number_that_fails_the_check_asks_for_confirmation(officer: Client) -> None:
    page = officer.post(CREATE, entered(ubn="10000005"))
    assert page.status_code == 200
    assert not Employer.objects.exists()
    officer.post(CREATE, entered(ubn="10000005", confirm_odd="1"))
    assert Employer.objects.get().ubn == "10000005"


def test_an_employer_that_is_on_file_is_not_entered_twice(officer: Client) -> None:
    known = EmployerFactory.create(ubn="10000004", name="穗嶺物流")
    page = officer.post(CREATE, entered())
    assert known.get_absolute_url() in page.content.decode()
    assert Employer.objects.count() == 1


def edit(client: Client, employer: Employer, **fields: Any) -> Any:
    form = {"ubn": employer.ubn, "name": employer.name, "sector": employer.sector, "version": employer.version}
    return client.post(reverse("employers:edit", args=[employer.pk]), {**form, **fields})


def test_a_new_name_in_the_form_keeps_the_old_one_as_an_alias(officer: Client) -> None:
    known = EmployerFactory.create(name="穗嶺物流")
    edit(officer, known, name="穗嶺國際")
    known.refresh_from_db()
    assert (known.name, known.alias_names, known.version) == ("穗嶺國際", ["穗嶺物流"], 2)
    page = officer.get(known.get_absolute_url()).content.decode()
    assert "穗嶺物流" in page


def test_one_of_two_employers_of_one_name_can_be_given_its_number_on_its_own_page(officer: Client) -> None:
    first = EmployerFactory.create(ubn="", name="穗嶺物流")
    EmployerFactory.create(ubn="", name="穗嶺物流")
    edit(officer, first, ubn="10000004")
    first.refresh_from_db()
    assert first.ubn == "10000004"


def test_the_number_of_another_employer_is_refused(officer: Client) -> None:
    EmployerFactory.create(ubn="10000004", name="澄墨資訊")
    known = EmployerFactory.create(ubn="", name="穗嶺物流")
    page = edit(officer, known, ubn="10000004")
    assert "ubn" in page.context["form"].errors
    assert "澄墨資訊" in page.content.decode()


def test_a_blank_number_in_the_form_does_not_clear_it(officer: Client) -> None:
    known = EmployerFactory.create(ubn="10000004", name="穗嶺物流")
    edit(officer, known, ubn="", district="北投區")
    known.refresh_from_db()
    assert (known.ubn, known.district) == ("10000004", "北投區")


def test_the_key_of_an_employer_is_its_number_else_its_name() -> None:
    assert EMPLOYERS.key_of(Employer(ubn="10000004", name="甲")) == "10000004"
    assert EMPLOYERS.key_of(Employer(ubn="", name="甲")) == "甲"


def test_the_field_of_an_employer_says_where_to_ask_and_where_the_number_goes() -> None:
    html = EmployerInput().render("employer", "榕澗", {"id": "id_employer"})
    assert f'data-typeahead="{reverse("employers:search")}"' in html
    assert 'data-typeahead-number="id_ubn"' in html
    assert 'value="榕澗"' in html
