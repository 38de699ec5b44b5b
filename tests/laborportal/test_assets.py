from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import storages
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client
from pytest_django import Settings

from laborportal.assets import HashedAssets

THEME = "laborportal/theme.css"


def use(settings: Settings, folder: Path) -> None:
    settings.STATIC_ROOT = folder
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": f"{HashedAssets.__module__}.{HashedAssets.__qualname__}"},
    }


def test_a_file_has_its_plain_name_until_the_files_are_collected(settings: Settings, tmp_path: Path) -> None:
    use(settings, tmp_path)
    assert static(THEME) == f"/static/{THEME}"


def test_a_collected_file_has_a_name_that_changes_with_it(settings: Settings, tmp_path: Path) -> None:
    use(settings, tmp_path)
    call_command("collectstatic", interactive=False, verbosity=0)
    storage = storages.create_storage(settings.STORAGES["staticfiles"])
    assert isinstance(storage, StaticFilesStorage)
    hashed = storage.url(THEME)
    assert hashed.startswith("/static/laborportal/theme.")
    assert hashed != f"/static/{THEME}"
    assert (tmp_path / hashed.removeprefix("/static/")).exists()


def test_a_static_file_needs_no_sign_in(client: Client) -> None:
    assert client.get(f"/static/{THEME}").status_code == 200
