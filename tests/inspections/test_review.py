"""Held rows are worked off one after the other: corrected and saved, or dismissed with a reason."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from inspections import views
from inspections.imports.taipei import TaipeiViolationList
from inspections.models import InspectionPenalty, Violation
from laborportal.accounts.models import Role, User
from laborportal.audit.recording import Act, history_of
from laborportal.imports.engine import Settled, dismiss, run_import
from laborportal.imports.models import HeldRow
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.inspections.rows import CITY, city_file, decision

pytestmark = pytest.mark.django_db
REVIEW = reverse("inspections:review")


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def held(tmp_path: Path, act: Act) -> list[HeldRow]:
    """Three rows whose dates cannot be read, in the order of the review list."""
    rows = [decision(number=f"府勞動第1120000000{place}號", decided="11203298") for place in (1, 2, 3)]
    run_import(TaipeiViolationList(), city_file(tmp_path, rows), act)
    return list(HeldRow.objects.order_by("row"))


def mend_page(row: HeldRow) -> str:
    return reverse("inspections:mend", args=[row.pk])


def typed(row: HeldRow, **cells: str) -> dict[str, str]:
    """The form as it stands, with the cells under *cells* (by published header) typed anew."""
    return {f"cell{place}": cells.get(name, text) for place, (name, text) in enumerate(row.texts.items())}


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_row_comes_up_as_published_with_what_is_wrong_at_its_cell(officer: Client, held: list[HeldRow]) -> None:
    assert mend_page(held[0]) in text_of(officer.get(REVIEW))
    text = text_of(officer.get(mend_page(held[0])))
    assert "error-summary" in text
    assert 'value="11203298"' in text
    assert list(held[0].texts) == list(CITY)
    assert all(name in text for name in held[0].texts if "\n" not in name)


def test_a_mended_row_becomes_a_record_whose_history_shows_the_raw_text_and_the_next_comes_up(
    officer: Client, staff: User, held: list[HeldRow]
) -> None:
    answer = officer.post(mend_page(held[0]), typed(held[0], 處分日期="1120329"))
    assert answer.url == mend_page(held[1])  # type: ignore[attr-defined]
    found = InspectionPenalty.objects.get()
    assert (found.number, found.violations.count()) == ("府勞動第11200000001號", 2)
    event = history_of(found).get(action="created")
    assert "11203298" in event.reason
    assert event.actor == staff
    assert "11203298" in text_of(officer.get(found.get_absolute_url()))
    held[0].refresh_from_db()
    assert (held[0].outcome, held[0].settled_by) == ("mended", staff)


def test_after_the_last_row_the_first_that_still_waits_comes_up_and_then_the_list(
    officer: Client, held: list[HeldRow]
) -> None:
    def mended(row: HeldRow) -> str:
        return str(officer.post(mend_page(row), typed(row, 處分日期="1120329")).url)  # type: ignore[attr-defined]

    assert [mended(held[2]), mended(held[0]), mended(held[1])] == [mend_page(held[0]), mend_page(held[1]), REVIEW]


def test_what_is_still_wrong_stays_in_the_form(officer: Client, held: list[HeldRow]) -> None:
    text = text_of(officer.post(mend_page(held[0]), typed(held[0], 處分日期="1120399")))
    assert "error-summary" in text
    assert 'value="1120399"' in text
    assert not InspectionPenalty.objects.exists()


def test_a_change_of_a_record_on_file_is_shown_and_confirmed(officer: Client, held: list[HeldRow]) -> None:
    officer.post(mend_page(held[0]), typed(held[0], 處分日期="1120329"))
    second = typed(held[1], 處分日期="1120330", 處分字號="府勞動第11200000001號")
    text = text_of(officer.post(mend_page(held[1]), second))
    assert "112.03.30" in text
    assert str(InspectionPenalty.objects.get().decided_on) == "2023-03-29"
    answer = officer.post(mend_page(held[1]), {**second, "confirmed": "1"})
    assert answer.url == mend_page(held[2])  # type: ignore[attr-defined]
    assert str(InspectionPenalty.objects.get().decided_on) == "2023-03-30"


def test_a_row_that_says_nothing_any_more_is_to_be_dismissed(officer: Client, held: list[HeldRow]) -> None:
    text = text_of(officer.post(mend_page(held[0]), dict.fromkeys(typed(held[0]), "")))
    assert "error-summary" in text


def test_a_dismissed_row_keeps_its_reason(officer: Client, staff: User, held: list[HeldRow]) -> None:
    address = reverse("inspections:dismiss", args=[held[0].pk])
    assert "field--error" in text_of(officer.post(address))
    assert officer.post(address, {"dismiss-reason": "公告已撤回"}).url == mend_page(held[1])  # type: ignore[attr-defined]
    held[0].refresh_from_db()
    assert (held[0].outcome, held[0].reason, held[0].settled_by) == ("dismissed", "公告已撤回", staff)


def test_who_comes_second_is_told_what_became_of_the_row(
    officer: Client, held: list[HeldRow], act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    dismiss(held[0], act)
    assert officer.get(mend_page(held[0])).url == mend_page(held[1])  # type: ignore[attr-defined]
    good = typed(held[0], 處分日期="1120329")
    assert officer.post(mend_page(held[0]), good).url == mend_page(held[1])  # type: ignore[attr-defined]
    again = officer.post(reverse("inspections:dismiss", args=[held[0].pk]), {"dismiss-reason": "重複"})
    assert again.url == mend_page(held[1])  # type: ignore[attr-defined]

    def settled(*args: Any) -> None:
        raise Settled

    monkeypatch.setattr(views, "write_mended", settled)
    assert officer.post(mend_page(held[1]), typed(held[1], 處分日期="1120329")).status_code == 302

    def overtaken(*args: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(views, "write_mended", overtaken)
    assert "error-summary" in text_of(officer.post(mend_page(held[1]), typed(held[1], 處分日期="1120329")))


def test_a_row_of_another_unit_is_refused_in_words(held: list[HeldRow], client_for: ClientFor) -> None:
    """A labour standards penalty belongs to another unit than the inspection office."""
    office = client_for(person(Role.STAFF, units=("inspection_office",)))
    text = text_of(office.post(mend_page(held[0]), typed(held[0], 處分日期="1120329")))
    assert "error-summary" in text
    assert not InspectionPenalty.objects.exists()
    assert not Violation.objects.exists()


def test_who_reads_everything_sees_the_list_and_mends_nothing(
    held: list[HeldRow], auditor: User, client_for: ClientFor
) -> None:
    reader = client_for(auditor)
    assert mend_page(held[0]) not in text_of(reader.get(REVIEW))
    assert reader.get(mend_page(held[0])).status_code == 403


def test_cells_beyond_the_header_can_be_emptied(tmp_path: Path, act: Act, officer: Client) -> None:
    path = city_file(tmp_path, [decision(number="府勞動第11200000009號")])
    path.write_bytes(path.read_bytes().rstrip() + ",多出的字\r\n".encode())
    run_import(TaipeiViolationList(), path, act)
    row = HeldRow.objects.get()
    assert "多出的字" in text_of(officer.get(mend_page(row)))
    answer = officer.post(mend_page(row), {**typed(row), f"cell{len(row.texts) - 1}": ""})
    assert answer.url == REVIEW  # type: ignore[attr-defined]
