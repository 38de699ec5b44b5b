from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from laborportal.accounts.models import Membership, Role, Unit, User
from laborportal.accounts.policies import (
    has_role,
    may_administer,
    may_read_log,
    may_write,
    sees_everything,
    system_user,
    units_of,
)
from laborportal.accounts.units import UNITS, ensure_units
from tests.conftest import OPERATING
from tests.factories.accounts import MembershipFactory, UserFactory, person, unit


def test_a_person_holds_roles_in_several_units(db: None) -> None:
    user = person(Role.STAFF, units=("employment_security", "inspection_office"))
    MembershipFactory.create(user=user, unit=unit("planning"), role=Role.AUDITOR)
    security, office, planning = (unit(code).pk for code in ("employment_security", "inspection_office", "planning"))
    assert units_of(user) == {security, office, planning}
    assert units_of(user, Role.STAFF) == {security, office}
    assert has_role(user, Role.AUDITOR, unit_id=planning)
    assert not has_role(user, Role.AUDITOR, unit_id=office)


def test_roles_are_read_once(staff: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    fresh = User.objects.get(pk=staff.pk)
    with django_assert_num_queries(1):
        assert (bool(units_of(fresh)), sees_everything(fresh), has_role(fresh, Role.STAFF)) == (True, False, True)


def test_a_role_that_has_ended_counts_no_more(staff: User) -> None:
    Membership.objects.filter(user=staff).update(ended_at=timezone.now())
    assert units_of(User.objects.get(pk=staff.pk)) == frozenset()


def test_a_deactivated_person_holds_no_role(db: None) -> None:
    assert units_of(person(Role.ADMIN, is_active=False)) == frozenset()


def test_somebody_who_is_not_signed_in_holds_no_role() -> None:
    assert units_of(AnonymousUser()) == frozenset()


@pytest.mark.parametrize(
    ("name", "everything", "writes", "administers", "log"),
    [
        ("staff", False, True, False, False),
        ("supervisor", False, True, False, False),
        ("admin", True, False, True, True),
        ("auditor", True, False, False, True),
        ("outsider", False, False, False, False),
    ],
)
def test_what_each_role_may_do(
    request: pytest.FixtureRequest, name: str, everything: bool, writes: bool, administers: bool, log: bool
) -> None:
    user: User = request.getfixturevalue(name)
    security = unit("employment_security").pk
    found = (sees_everything(user), may_write(user, security), may_administer(user), may_read_log(user))
    assert found == (everything, writes, administers, log)


def test_an_administrator_is_not_a_case_officer_by_that(admin: User) -> None:
    assert not may_write(admin, unit("planning").pk)


def test_nobody_can_sign_in_as_the_system(db: None) -> None:
    system = system_user()
    assert system == system_user()
    assert not system.is_active
    assert not system.has_usable_password()


def test_a_role_in_force_is_held_once(staff: User) -> None:
    held = staff.memberships.all()[0]
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=staff, unit=held.unit, role=held.role)


def test_an_ended_role_can_be_given_again(staff: User) -> None:
    held = staff.memberships.all()[0]
    Membership.objects.filter(pk=held.pk).update(ended_at=timezone.now())
    again = Membership.objects.create(user=staff, unit=held.unit, role=held.role)
    assert str(again).startswith("林承辦")


def test_every_installation_has_the_units(db: None) -> None:
    assert set(Unit.objects.values_list("code", "name", "name_en")) == set(UNITS)


def test_a_renamed_unit_keeps_its_name(db: None) -> None:
    Unit.objects.filter(code="planning").update(name="企劃科")
    Unit.objects.filter(code="vocational").update(code="academy")
    ensure_units()
    assert Unit.objects.get(code="planning").name == "企劃科"
    assert Unit.objects.filter(code="vocational").exists()


def test_before_the_first_migration_there_are_no_units_to_ensure(db: None) -> None:
    Unit.objects.filter(code="vocational").update(code="academy")
    with mock.patch("laborportal.accounts.units.Unit._meta.db_table", "not_yet_made"):
        ensure_units()
    assert not Unit.objects.filter(code="vocational").exists()


def test_a_unit_has_a_name_in_each_language(db: None) -> None:
    planning = Unit.objects.get(code="planning")
    with override("en"):
        assert str(planning) == "General Planning Division"
    with override("zh-hant"):
        assert str(planning) == "綜合企劃科"


def test_the_shell_names_the_unit_and_how_many_more(staff: User, outsider: User) -> None:
    with override("en"):
        assert staff.unit_words == f"(Employment Security Division and {len(OPERATING) - 1} more)"
        assert outsider.unit_words == "(Labor Relations Division)"
        assert UserFactory.create().unit_words == ""


def test_a_person_is_called_by_one_name(staff: User) -> None:
    assert str(staff) == staff.get_full_name() == staff.get_short_name() == "林承辦"
