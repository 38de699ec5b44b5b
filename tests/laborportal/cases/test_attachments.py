"""Files of a case: of which kinds, for whose eyes, and taken back without a trace being lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from certifications.models import Application
from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.cases.attachments import attach
from laborportal.cases.models import Attachment
from laborportal.workflow.voiding import void
from tests.conftest import ClientFor
from tests.factories.certifications import application, proposed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n"


@pytest.fixture
def case(staff: User) -> Application:
    return proposed(staff)


@pytest.fixture
def client(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def address(case: Application) -> str:
    return f"/attachments/certification_applications/{case.pk}/new/"


def post(client: Client, case: Application, name: str, content: bytes, note: str = "") -> Any:
    return client.post(address(case), {"file": SimpleUploadedFile(name, content), "note": note})


def on_disk() -> Iterator[Path]:
    return (path for path in (Path(settings.PRIVATE_FILES) / "attachments").glob("*") if path.is_file())


def test_a_file_is_attached_listed_and_handed_out_as_it_came_in(client: Client, case: Application) -> None:
    assert post(client, case, "申請書.pdf", PDF + b"words", "申請書正本").status_code == 302
    found = Attachment.objects.get()
    assert (found.case, found.size, found.note) == (case, 14, "申請書正本")
    page = client.get(case.get_absolute_url()).content.decode()
    assert "申請書.pdf" in page
    assert "附件（1）" in page
    answer: Any = client.get(f"/attachments/{found.pk}/")
    assert b"".join(answer.streaming_content) == PDF + b"words"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_attaching_leaves_one_event_and_no_new_version_of_the_case(client: Client, case: Application) -> None:
    events, version = Event.objects.count(), case.version
    post(client, case, "申請書.pdf", PDF)
    event = Event.objects.latest("pk")
    assert Event.objects.count() == events + 1
    assert (event.action, event.target_label, event.changes) == ("attached", "申請書.pdf", {})
    case.refresh_from_db()
    assert case.version == version


def test_the_name_that_a_person_gave_never_reaches_the_disk(client: Client, case: Application) -> None:
    post(client, case, "../../etc/秘密\x07.PDF", PDF)
    found = Attachment.objects.get()
    assert found.file_name == "秘密.PDF"
    stored = Path(found.file.path)
    assert stored.parent == Path(settings.PRIVATE_FILES) / "attachments"
    assert "秘密" not in stored.name
    assert stored.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("程式.exe", b"MZ"),
        ("網頁.html", b"<script>"),
        ("圖.svg", b"<svg/>"),
        ("無副檔名", PDF),
        ("假的.pdf", b"<html>"),
        ("假的.png", PDF),
        ("假的.csv", b"a\0b"),
        ("空的.pdf", b""),
    ],
)
def test_a_file_of_another_kind_is_refused_and_not_kept(
    name: str, content: bytes, client: Client, case: Application
) -> None:
    before = list(on_disk())
    page = post(client, case, name, content)
    assert page.context["form"].errors["file"]
    assert not Attachment.objects.exists()
    assert list(on_disk()) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("表.ods", b"PK\x03\x04x"),
        ("照片.JPG", b"\xff\xd8\xff\xe0"),
        ("圖.png", b"\x89PNG\r\n\x1a\n"),
        ("名單.csv", "編號,名稱\n".encode("cp950")),
        ("備註.txt", "文字".encode()),
    ],
)
def test_what_an_office_hands_in_is_taken(name: str, content: bytes, client: Client, case: Application) -> None:
    assert post(client, case, name, content).status_code == 302
    assert Attachment.objects.get().file_name == name


def test_a_file_that_is_too_large_is_told_so(client: Client, case: Application, settings: Any) -> None:
    settings.UPLOAD_MEGABYTES = 1
    page = post(client, case, "大.pdf", PDF + b"x" * (1 << 20))
    assert "1 MB" in str(page.context["form"].errors["file"])


def test_the_very_same_file_is_attached_to_a_case_once(client: Client, case: Application, staff: User) -> None:
    post(client, case, "申請書.pdf", PDF)
    page = post(client, case, "申請書副本.pdf", PDF)
    assert page.context["form"].errors["file"]
    assert post(client, proposed(staff), "申請書.pdf", PDF).status_code == 302


def test_of_two_who_attach_the_same_at_once_one_is_told_and_nothing_is_left_behind(
    case: Application, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(staff, case, ContentFile(PDF, name="申請書.pdf"), "")
    real, asked = Attachment.validate_constraints, []
    before = sorted(on_disk())

    def only_the_second_time(found: Attachment, exclude: Any = None) -> None:
        asked.append(found)
        if len(asked) > 1:
            real(found, exclude)

    monkeypatch.setattr(Attachment, "validate_constraints", only_the_second_time)
    with pytest.raises(ValidationError):
        attach(staff, case, ContentFile(PDF, name="申請書.pdf"), "")
    assert sorted(on_disk()) == before


def test_outside_the_scope_of_the_case_there_is_no_file(
    client_for: ClientFor, case: Application, staff: User, outsider: User
) -> None:
    found = attach(staff, case, ContentFile(PDF, name="申請書.pdf"), "")
    for path in (f"/attachments/{found.pk}/", f"/attachments/{found.pk}/void/", address(case)):
        assert client_for(outsider).get(path).status_code == 404


def test_a_decided_case_takes_files_and_a_voided_one_does_not(
    client: Client, supervisor: User, case: Application
) -> None:
    assert post(client, application("gold"), "公文.pdf", PDF).status_code == 302
    void(case, Act(supervisor, "重複"))
    assert post(client, case, "公文.pdf", PDF).status_code == 404


def test_a_voided_file_is_opened_by_nobody_but_told_of_and_kept(
    client: Client, case: Application, staff: User, supervisor: User, client_for: ClientFor
) -> None:
    found = attach(staff, case, ContentFile(PDF, name="誤附.pdf"), "")
    url = f"/attachments/{found.pk}/void/"
    assert client.post(url, {"version": 1, "reason": ""}).context["form"].errors
    assert client.post(url, {"version": 1, "reason": "誤附他案文件"}).status_code == 302
    for user in (staff, supervisor):
        assert client_for(user).get(f"/attachments/{found.pk}/").status_code == 404
    page = client.get(case.get_absolute_url()).content.decode()
    assert "誤附他案文件" in page
    assert f"/attachments/{found.pk}/" not in page
    assert Path(found.file.path).is_file()
    assert Event.objects.latest("pk").reason == "誤附他案文件"
    assert post(client, case, "誤附.pdf", PDF).status_code == 302


def test_a_file_that_the_disk_has_lost_is_not_found(client: Client, case: Application, staff: User) -> None:
    found = attach(staff, case, ContentFile(PDF, name="申請書.pdf"), "")
    Path(found.file.path).unlink()
    assert client.get(f"/attachments/{found.pk}/").status_code == 404


def test_who_may_not_write_sees_the_files_and_no_way_to_add_one(
    client_for: ClientFor, case: Application, auditor: User, staff: User
) -> None:
    page = client_for(auditor).get(case.get_absolute_url()).content.decode()
    assert 'id="attachments"' not in page
    attach(staff, case, ContentFile(PDF, name="申請書.pdf"), "")
    page = client_for(auditor).get(case.get_absolute_url()).content.decode()
    assert "申請書.pdf" in page
    assert "/new/" not in page[page.index('id="attachments"') :]


def test_the_page_of_a_case_asks_as_many_questions_for_one_file_as_for_three(
    client: Client, case: Application, staff: User, supervisor: User
) -> None:
    attach(staff, case, ContentFile(PDF, name="一.pdf"), "")
    before = questions(client, case)
    attach(supervisor, case, ContentFile(PDF + b"2", name="二.pdf"), "")
    attach(staff, case, ContentFile(PDF + b"3", name="三.pdf"), "")
    assert questions(client, case) == before


def questions(client: Client, case: Application) -> int:
    client.get(case.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        client.get(case.get_absolute_url())
    return len(asked)
