from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from laborportal import environment


@pytest.mark.parametrize(("given", "meant"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)])
def test_a_flag_is_read_in_every_usual_spelling(monkeypatch: pytest.MonkeyPatch, given: str, meant: bool) -> None:
    monkeypatch.setenv("SOME_FLAG", given)
    assert environment.flag("SOME_FLAG", not meant) is meant


def test_a_flag_that_is_not_set_keeps_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_FLAG", "  ")
    assert environment.flag("SOME_FLAG", True) is True


def test_a_flag_that_is_neither_yes_nor_no_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="SOME_FLAG='maybe'"):
        environment.flag("SOME_FLAG", False)


@pytest.mark.parametrize("given", ["-1", "1.5", "ten", "²", "2"])
def test_a_number_that_cannot_be_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOME_NUMBER", given)
    with pytest.raises(ImproperlyConfigured, match=f"SOME_NUMBER='{given}'.*at least 3"):
        environment.number("SOME_NUMBER", 5, least=3)


def test_a_number_is_read_or_falls_back_to_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_NUMBER", "42")
    assert (environment.number("SOME_NUMBER", 5), environment.number("NOT_SET", 5)) == (42, 5)


def test_words_are_split_at_commas_without_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_WORDS", "a.example , b.example,,")
    assert environment.words("SOME_WORDS") == ["a.example", "b.example"]


def test_a_secret_stands_in_the_environment_or_else_in_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".secret"
    file.write_text("from the file\n")
    assert environment.secret("SOME_SECRET", file) == "from the file"
    monkeypatch.setenv("SOME_SECRET", "from the environment")
    assert environment.secret("SOME_SECRET", file) == "from the environment"


def test_a_missing_secret_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"SOME_SECRET is not set.*make install"):
        environment.secret("SOME_SECRET", tmp_path / ".secret")


def test_sqlite_takes_its_lock_before_it_reads() -> None:
    found = environment.database("SOME_DATABASE", "sqlite:////srv/portal.sqlite3")
    assert found["NAME"] == "/srv/portal.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_is_pooled_and_keeps_the_options_of_its_address() -> None:
    found = environment.database("SOME_DATABASE", "postgres://portal:secret@%2Frun%2Fpostgresql/portal?sslmode=require")
    assert (found["HOST"], found["NAME"], found["OPTIONS"]["sslmode"]) == ("/run/postgresql", "portal", "require")
    assert found["OPTIONS"]["pool"]


@pytest.mark.parametrize("given", ["mysql://host/portal", "portal", "oracle://host/portal", "nonsense://"])
def test_any_other_database_is_refused_by_the_name_of_the_variable(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOME_DATABASE", given)
    with pytest.raises(ImproperlyConfigured, match="SOME_DATABASE"):
        environment.database("SOME_DATABASE", "sqlite://")
