"""The product's settings, with what a test run needs: a database of its own, fast hashes, plain static files."""

import atexit
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

os.environ.setdefault("SECRET_KEY", "only-for-the-tests")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # synchronous Playwright runs a loop in the test's thread
if os.environ.get("TEST_ON") == "postgresql":  # set by tests/suite.py for the worker that runs on PostgreSQL
    os.environ["DATABASE_URL"] = os.environ["TEST_POSTGRESQL_URL"]

from laborportal.settings import *  # noqa: F403
from laborportal.settings import DATABASES, INSTALLED_APPS, STATICFILES_DIRS

OWN_PACKAGES = ("laborportal", "certifications", "inspections", "programs")
MIGRATION_LINTER_OPTIONS = {
    "include_apps": [name.rpartition(".")[2] for name in INSTALLED_APPS if name.split(".")[0] in OWN_PACKAGES],
    "ignore_initial_migrations": True,
    "no_cache": True,
    # A violation need not have a penalty any more, and what tells it apart is another: SQLite rebuilds the table for
    # that, which is what is found here; PostgreSQL drops a NOT NULL and builds two indexes.
    "ignore_name": ["0004_violations_found_by_inspections"],
}
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = [path for path in STATICFILES_DIRS if isinstance(path, tuple) or Path(str(path)).is_dir()]
WHITENOISE_USE_FINDERS = True  # a fresh clone has collected nothing
WHITENOISE_AUTOREFRESH = True  # no scan of the static folder before every test that asks a page

PRIVATE_FILES = Path(mkdtemp(prefix="laborportal-files-"))
atexit.register(shutil.rmtree, PRIVATE_FILES, ignore_errors=True)

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads of the live server need connections of their own, as in a real installation.
    _folder = mkdtemp(prefix="laborportal-test-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_folder) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
