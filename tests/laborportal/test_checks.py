from pathlib import Path

import pytest
from pytest_django import Settings

from laborportal import checks
from laborportal.accounts.demo import DEMO_SIGN_INS
from tests.factories.accounts import UserFactory


@pytest.mark.parametrize(("mode", "found"), [(0o600, []), (0o644, ["laborportal.W001"])])
def test_a_key_that_others_can_read_is_reported(
    settings: Settings, tmp_path: Path, mode: int, found: list[str]
) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / ".secret-key").write_text("a key")
    (tmp_path / ".secret-key").chmod(mode)
    assert [one.id for one in checks.nobody_else_reads_the_key(None)] == found


def test_a_key_from_the_environment_needs_no_file(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    assert checks.nobody_else_reads_the_key(None) == []


@pytest.mark.parametrize(("on", "found"), [(False, []), (True, ["laborportal.W002"])])
def test_shown_passwords_are_reported(settings: Settings, on: bool, found: list[str]) -> None:
    settings.DEMONSTRATION = on
    assert [one.id for one in checks.no_passwords_are_shown(None)] == found


@pytest.mark.parametrize(("hosts", "found"), [(["portal.example"], []), (["*"], ["laborportal.W003"])])
def test_a_site_for_every_host_is_reported(settings: Settings, hosts: list[str], found: list[str]) -> None:
    settings.ALLOWED_HOSTS = hosts
    assert [one.id for one in checks.hosts_are_named(None)] == found


@pytest.mark.django_db
def test_a_password_of_the_demonstration_is_reported_until_it_is_changed() -> None:
    name, password = DEMO_SIGN_INS[0]
    person = UserFactory.create(username=name, password=password)
    assert [one.id for one in checks.demonstration_passwords_are_gone(["default"])] == ["laborportal.W004"]
    person.set_password("another long password")
    person.save()
    assert checks.demonstration_passwords_are_gone(["default"]) == []
