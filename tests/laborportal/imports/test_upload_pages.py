"""The pages of an import: hand in, look at, decide, find again, take back."""

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from laborportal.accounts.models import Role, User
from laborportal.activities.models import Activity
from laborportal.audit.recording import Act
from laborportal.datasets import registry
from laborportal.imports import uploads
from laborportal.imports.importable import importable_of, importables_for
from laborportal.imports.models import ImportRun, Upload
from laborportal.imports.spreadsheets import spreadsheet_rows
from laborportal.imports.stages import Superseded
from tests.conftest import ClientFor
from tests.factories.accounts import MembershipFactory, person, unit
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.imports import ods_file, ods_row, xlsx_file, xlsx_row
from tests.factories.uploads import read_upload, reverted, worked

pytestmark = pytest.mark.django_db
HEADER = "number,series,held_on,title,attendance\n"
GOOD = HEADER + "A1,gender_advocacy,112/3/29,座談會,30\nA2,gender_advocacy,112/3/30,座談會,31\n"
MIXED = GOOD + "A3,gender_advocacy,11203298,座談會,x\n"
LIST, NEW = reverse("imports:list"), reverse("imports:upload", args=["activities"])


@pytest.fixture(autouse=True)
def series() -> None:
    SeriesFactory.create()


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def sent(client: Client, content: bytes | str, name: str = "sessions.csv") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(NEW, {"file": SimpleUploadedFile(name, raw)})


def page_of(upload: Upload) -> str:
    return reverse("imports:file", args=[upload.pk])


def chosen(client: Client, upload: Upload, choice: str, **more: str) -> Any:
    return client.post(page_of(upload), {"choice": choice, "digest": upload.digest, **more})


def test_a_file_is_handed_in_looked_at_imported_and_found_in_the_history(officer: Client) -> None:
    answer = sent(officer, GOOD)
    upload = Upload.objects.get()
    assert answer.url == page_of(upload)
    waiting = text_of(officer, page_of(upload))
    assert "imports/progress.js" in waiting
    assert officer.get(reverse("imports:progress", args=[upload.pk])).json()["stage"] == "waiting"
    worked(upload)
    shown = text_of(officer, page_of(upload))
    assert all(word in shown for word in ("A1", "座談會", upload.sha256))
    assert not Activity.objects.exists()
    assert chosen(officer, upload, "all").url == page_of(upload)
    done = worked(upload)
    assert officer.get(page_of(upload)).url == reverse("imports:record", args=[done.run_id])  # type: ignore[attr-defined]
    record = text_of(officer, reverse("imports:record", args=[done.run_id]))
    assert Activity.objects.get(number="A1").get_absolute_url() in record
    assert upload.sha256 in record
    history = text_of(officer, LIST)
    assert "sessions.csv" in history
    assert reverse("imports:record", args=[done.run_id]) in history


def test_every_list_that_a_person_may_write_leads_to_its_import(
    officer: Client, staff: User, auditor: User, client_for: ClientFor
) -> None:
    MembershipFactory.create(user=staff, unit=unit("planning"), role=Role.STAFF)
    for dataset in registry.all_datasets():
        address = reverse("imports:upload", args=[dataset.name])
        assert f'href="{address}"' in text_of(officer, dataset.list_url())
        assert f'href="{address}"' in text_of(officer, LIST)
        assert f'href="{address}"' not in text_of(client_for(auditor), dataset.list_url())
        assert importable_of(dataset.model._meta.label_lower) is not None


def test_a_file_is_refused_with_what_it_is(officer: Client) -> None:
    for content, words in [
        (b"", "file"),
        (b"\xd0\xcf\x11\xe0rest", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\0\1\2\3", "CSV"),
    ]:
        answer = sent(officer, content)
        assert answer.status_code == 200
        assert words in answer.content.decode()
    assert officer.post(NEW).status_code == 200
    assert not Upload.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_stored(officer: Client, settings: Settings) -> None:
    settings.UPLOAD_MEGABYTES = 1
    answer = sent(officer, HEADER + "x" * (2 << 20))
    assert answer.status_code == 200
    assert "1 MB" in answer.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_the_template_of_every_dataset_can_be_handed_in_as_it_is(
    officer: Client, staff: User, tmp_path: Path, kind: str
) -> None:
    for one in importables_for(staff):
        if one.official:
            assert officer.get(reverse("imports:template", args=[one.name, kind])).status_code == 404
            continue
        answer = officer.get(reverse("imports:template", args=[one.name, kind]))
        content = b"".join(answer)
        path = tmp_path / f"{one.name}.{kind}"
        path.write_bytes(content)
        rows = (
            list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            if kind == "csv"
            else list(spreadsheet_rows(path))
        )
        assert rows[0] == [str(column.label) for column in one.loader().columns if not column.derived]
        assert len(rows) == 2
        upload = read_upload(staff, content, name=path.name, dataset=one.name)
        assert (upload.stage, upload.counts["read"]) == ("read", 1), upload.complaint


@pytest.mark.parametrize(("kind", "part"), [("ods", "content.xml"), ("xlsx", "xl/worksheets/sheet2.xml")])
def test_a_second_sheet_of_the_template_explains_the_codes_and_is_not_read(
    officer: Client, tmp_path: Path, kind: str, part: str
) -> None:
    path = tmp_path / f"template.{kind}"
    path.write_bytes(b"".join(officer.get(reverse("imports:template", args=["certification_applications", kind]))))
    with ZipFile(path) as archive:
        assert "|獎項|gold|金質獎|Gold award|" in "|".join(fromstring(archive.read(part)).itertext())
    assert len(list(spreadsheet_rows(path))) == 2


def test_a_template_of_another_kind_does_not_exist(officer: Client) -> None:
    assert officer.get(reverse("imports:template", args=["activities", "pdf"])).status_code == 404


def test_the_codes_and_an_example_stand_below_the_form(officer: Client) -> None:
    text = text_of(officer, NEW)
    assert "112-活-0001" in text
    assert SeriesFactory.create().label in text
    assert "MB" in text


def test_errors_stand_by_row_and_column_and_the_file_comes_back_with_them(officer: Client, staff: User) -> None:
    upload = read_upload(staff, MIXED)
    text = text_of(officer, page_of(upload))
    assert all(word in text for word in ("11203298", 'value="valid"', 'value="nothing"'))
    assert 'value="all"' not in text
    answer = officer.get(reverse("imports:errors", args=[upload.pk]))
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row[:5] for row in rows] == [line.split(",") for line in MIXED.strip().split("\n")]
    assert [bool(row[5]) for row in rows] == [True, False, False, True]
    assert "11203298" in rows[3][5]
    corrected = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).replace("11203298", "1120329")
    again = read_upload(staff, corrected.replace('"x"', '"3"'))
    assert (again.counts["created"], again.counts["rejected"]) == (3, 0)


def test_only_the_valid_rows_or_nothing(officer: Client, staff: User) -> None:
    upload = read_upload(staff, MIXED)
    assert chosen(officer, upload, "all").status_code == 200
    assert chosen(officer, upload, "valid").status_code == 302
    assert worked(upload).counts["rejected"] == 1
    assert Activity.objects.count() == 2
    run = ImportRun.objects.get()
    assert reverse("imports:errors", args=[upload.pk]) in text_of(officer, reverse("imports:record", args=[run.pk]))
    other = read_upload(staff, MIXED.replace("A1", "B1"))
    assert chosen(officer, other, "nothing").url == NEW
    other.refresh_from_db()
    assert other.stage == "discarded"
    assert text_of(officer, page_of(other))
    assert officer.get(reverse("imports:errors", args=[other.pk])).status_code == 404


def test_a_file_of_nothing_but_errors_offers_only_to_begin_again(officer: Client, staff: User) -> None:
    upload = read_upload(staff, HEADER + "A3,gender_advocacy,11203298,座談會,\n")
    text = text_of(officer, page_of(upload))
    assert 'value="valid"' not in text
    assert 'value="nothing"' in text


def test_unusual_values_are_confirmed_in_words(officer: Client, staff: User) -> None:
    upload = read_upload(staff, HEADER + "A1,gender_advocacy,190/3/29,座談會,30\n")
    assert upload.counts["created"] == 1
    assert "190.03.29" in text_of(officer, page_of(upload))
    refused = chosen(officer, upload, "all")
    assert refused.status_code == 200
    assert "error-summary" in refused.content.decode()
    assert chosen(officer, upload, "all", confirmed="on").status_code == 302
    assert worked(upload).stage == "applied"


def test_a_preview_that_was_read_again_is_looked_at_again(officer: Client, staff: User) -> None:
    upload = read_upload(staff, GOOD)
    answer = officer.post(page_of(upload), {"choice": "all", "digest": "of another preview"})
    assert answer.status_code == 200
    assert f'value="{upload.digest}"' in answer.content.decode()
    assert officer.post(page_of(upload), {"choice": "all"}).status_code == 200


def test_a_decision_about_a_file_that_has_moved_on_changes_nothing(
    officer: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = read_upload(staff, GOOD)
    chosen(officer, upload, "all")
    assert chosen(officer, upload, "nothing").url == page_of(upload)
    upload.refresh_from_db()
    assert upload.stage == "ordered"
    other = read_upload(staff, GOOD)

    def overtaken(*args: Any, **options: Any) -> None:
        raise Superseded

    monkeypatch.setattr(uploads, "discard", overtaken)
    assert chosen(officer, other, "nothing").url == page_of(other)


def test_a_stuck_run_is_recognised_and_repeated(officer: Client, staff: User) -> None:
    sent(officer, GOOD)
    upload = Upload.objects.get()
    restart = reverse("imports:restart", args=[upload.pk])
    officer.post(restart)
    upload.refresh_from_db()
    assert upload.attempt == 1
    Upload.objects.update(since=timezone.now() - timezone.timedelta(hours=1))  # type: ignore[attr-defined]
    assert restart in text_of(officer, page_of(upload))
    assert officer.get(reverse("imports:progress", args=[upload.pk])).json()["stage"] == "stuck"
    assert officer.post(restart).url == page_of(upload)  # type: ignore[attr-defined]
    assert worked(upload).stage == "read"


@pytest.mark.parametrize("kind", ["error", "warning", "created", "changed"])
def test_all_lines_of_a_kind_have_pages(officer: Client, staff: User, kind: str) -> None:
    ActivityFactory.create(number="A0", title="座談會")
    rows = [f"C{n},gender_advocacy,190/3/29,座談會,x" for n in range(60)]
    rows += [f"D{n},gender_advocacy,190/3/29,座談會," for n in range(60)]
    upload = read_upload(staff, f"{HEADER}A0,gender_advocacy,112/3/29,改名,1\n" + "\n".join(rows))
    address = reverse("imports:lines", args=[upload.pk, kind])
    assert (address in text_of(officer, page_of(upload))) is (kind != "changed")
    assert text_of(officer, address)
    if kind != "changed":
        assert "?page=2" in text_of(officer, address)
        assert text_of(officer, f"{address}?page=2") != text_of(officer, address)
    assert officer.get(reverse("imports:lines", args=[upload.pk, "other"])).status_code == 404


def test_an_import_is_taken_back_with_what_stands_in_the_way_in_words(
    officer: Client, staff: User, supervisor: User, client_for: ClientFor
) -> None:
    upload = read_upload(staff, GOOD)
    chosen(officer, upload, "all")
    run = worked(upload).run
    assert run is not None
    address = reverse("imports:revert", args=[run.pk])
    first = Activity.objects.get(number="A1")
    typed = {"number": "A1", "series": "gender_advocacy", "held_on": "112.03.29", "title": "改過", "version": "1"}
    assert client_for(supervisor).post(reverse("activities:edit", args=[first.pk]), typed).status_code == 302
    assert officer.post(address).url == address  # type: ignore[attr-defined]
    reverted(run)
    refused = text_of(officer, address)
    assert "陳股長" in refused
    assert "A1" in refused
    assert Activity.objects.standing().count() == 2
    other = read_upload(staff, GOOD.replace("A1", "B1").replace("A2", "B2"))
    chosen(officer, other, "all")
    second = worked(other).run
    assert second is not None
    assert text_of(client_for(supervisor), reverse("imports:revert", args=[second.pk]))
    answer = client_for(supervisor).post(reverse("imports:revert", args=[second.pk]), {"reason": "重複"})
    reverted(second)
    answer = client_for(supervisor).get(answer.url)  # type: ignore[attr-defined]
    assert answer.url == reverse("imports:record", args=[second.pk])  # type: ignore[attr-defined]
    assert Activity.objects.standing().count() == 2
    second.refresh_from_db()
    assert (second.reverted_by, reverse("imports:revert", args=[second.pk]) in text_of(officer, answer.url)) == (  # type: ignore[attr-defined]
        supervisor,
        False,
    )


def test_the_history_shows_the_imports_of_the_own_units(
    officer: Client, staff: User, admin: User, outsider: User, client_for: ClientFor
) -> None:
    run = ImportRun.objects.create(dataset="gone", file_name="ours.csv", actor=staff)
    theirs = ImportRun.objects.create(dataset="activities", file_name="theirs.csv", actor=outsider)
    assert "ours.csv" in text_of(officer, LIST)
    assert "theirs.csv" not in text_of(officer, LIST)
    assert "theirs.csv" in text_of(client_for(admin), LIST)
    colleague = client_for(person(Role.STAFF, units=("inspection_office",)))
    assert "ours.csv" in text_of(colleague, LIST)
    assert colleague.post(reverse("imports:revert", args=[run.pk])).status_code == 403
    assert officer.get(reverse("imports:record", args=[theirs.pk])).status_code == 404
    assert text_of(officer, reverse("imports:record", args=[run.pk]))


def test_who_has_no_role_sees_no_history(client_for: ClientFor) -> None:
    assert text_of(client_for(person(units=())), LIST, 403)


@pytest.mark.parametrize("address", ["list", "record"])
def test_three_rows_cost_as_many_queries_as_one(officer: Client, staff: User, act: Act, address: str) -> None:
    def imported(prefix: str, rows: int) -> ImportRun:
        lines = "".join(f"{prefix}{n},gender_advocacy,112/3/29,座談會,\n" for n in range(rows))
        upload = read_upload(staff, HEADER + lines)
        uploads.order_applying(upload, accept_valid=False)
        run = worked(upload).run
        assert run is not None
        return run

    counts = []
    first = imported("A", 1)
    counts.append(queries(officer, LIST if address == "list" else reverse("imports:record", args=[first.pk])))
    imported("B", 2)
    last = imported("C", 3)
    counts.append(queries(officer, LIST if address == "list" else reverse("imports:record", args=[last.pk])))
    assert counts[0] == counts[1]


def queries(client: Client, address: str) -> int:
    text_of(client, address)
    with CaptureQueriesContext(connection) as captured:
        text_of(client, address)
    return len(captured)


def test_a_spreadsheet_comes_back_as_one_and_cells_beyond_the_header_are_not_lost(
    officer: Client, staff: User, tmp_path: Path
) -> None:
    rows = [
        ("number", "series", "held_on", "title"),
        ("A1", "gender_advocacy", "?", "座談會"),
        (),
        ("A2", "x", "", "", "y"),
    ]
    for path in (
        ods_file(tmp_path, [ods_row(*row) for row in rows]),
        xlsx_file(tmp_path, [xlsx_row(*row) for row in rows]),
    ):
        upload = read_upload(staff, path.read_bytes(), name=path.name)
        answer = officer.get(reverse("imports:errors", args=[upload.pk]))
        returned = tmp_path / f"returned-{path.name}"
        returned.write_bytes(b"".join(answer))
        lines = list(spreadsheet_rows(returned))
        assert [line[:4] for line in lines[:2]] == [list(rows[0]), list(rows[1])]
        assert "y" in lines[3][4]


def test_the_own_unfinished_files_stand_above_the_history(
    officer: Client, staff: User, admin: User, client_for: ClientFor
) -> None:
    upload = read_upload(staff, MIXED)
    assert page_of(upload) in text_of(officer, LIST)
    assert page_of(upload) not in text_of(client_for(admin), LIST)
    assert (str(upload), str(upload.lines.first())) == ("sessions.csv", "sessions.csv: 3")
