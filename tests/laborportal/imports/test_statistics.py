from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laborportal.audit.recording import Act
from laborportal.employers.imports import EmployerLoader
from laborportal.imports import engine


@pytest.mark.django_db
@pytest.mark.parametrize(("many", "counted"), [(2, True), (3, False)])
def test_after_many_rows_postgresql_counts_its_tables_anew(
    many: int, counted: bool, act: Act, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MANY", many)
    path = tmp_path / "employers.csv"
    path.write_text("name,sector\n甲公司,private\n乙公司,private\n", encoding="utf-8")
    with CaptureQueriesContext(connection) as queries:
        engine.run_import(EmployerLoader(), path, act)
    analysed = [query["sql"] for query in queries if query["sql"].startswith("ANALYZE")]
    assert bool(analysed) == (counted and connection.vendor == "postgresql")
    assert all("employers_employer" in sql and "audit_event" in sql for sql in analysed)
