"""The public registers as data for the matching: a generated one always, the real ones where REAL_DATA_DIR has them."""

import csv
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.employers.duplicates import possible_duplicates
from laborportal.employers.imports import EmployerLoader
from laborportal.employers.models import Employer
from laborportal.employers.spelling import address_key
from laborportal.exports.columns import ubn_adds_up
from laborportal.exports.normalise import name_key
from laborportal.imports.engine import run_import

NUMBER, SECOND_ADDRESS, INDUSTRY = "統一編號", "營業地址（財政資訊中心匯入）", "行業代號（財政資訊中心匯入）"
NAMES, ADDRESSES = ("公司名稱", "商業名稱"), ("公司地址", "商業地址")
SECTORS = ("taipei-companies-transport.csv", "taipei-companies-utilities.csv")
MONTHLY = ("taipei-companies-new-11504.csv", "taipei-companies-dissolved-11504.csv", "taipei-shops-new-11504.csv")
# Generous: 8,213 rows take some four seconds alone on two cores, the suite runs beside others.
SECONDS = 60
SECONDS_TO_LOOK = 1.0

pytestmark = pytest.mark.django_db
Rows = list[Mapping[str, str]]


def published(name: str) -> Rows:
    folder = os.environ.get("REAL_DATA_DIR", "")
    path = Path(folder, name)
    if not folder or not path.is_file():
        pytest.skip(f"REAL_DATA_DIR names no folder that holds {name}")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def first_of(row: Mapping[str, str], names: Iterable[str]) -> str:
    return next((row[name].strip() for name in names if name in row), "")


def as_employers(rows: Rows) -> Iterator[dict[str, str]]:
    """The columns of the `employers` dataset; numbers stay as published, with their lost zeros."""
    for row in rows:
        address = first_of(row, ADDRESSES)
        yield {
            "ubn": row[NUMBER].strip(),
            "name": first_of(row, NAMES),
            "sector": "private",
            "district": address[3:6] if address[5:6] == "區" else "",
            "industry_code": row.get(INDUSTRY, "").split(",")[0].strip(),
            "address": address,
        }


def imported(rows: Rows, folder: Path, act: Act) -> tuple[int, int, int]:
    """Created, changed and rejected."""
    path = folder / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["ubn", "name", "sector", "district", "industry_code", "address"])
        writer.writeheader()
        writer.writerows(as_employers(rows))
    result = run_import(EmployerLoader(), path, act)
    counts = result.counts
    return counts.created, counts.updated, counts.rejected


def one_number_each() -> bool:
    numbers = [ubn for ubn in Employer.objects.standing().values_list("ubn", flat=True) if ubn]
    return len(numbers) == len(set(numbers)) and all(len(ubn) == 8 for ubn in numbers)


def generated() -> tuple[Rows, Rows]:
    """Two registers of the same 300 companies with the oddities of the real ones; every tenth has a second name."""
    numbers = [f"{number:08d}" for number in range(92_000, 99_000) if ubn_adds_up(f"{number:08d}")][:300]
    first: Rows = []
    second: Rows = []
    for step, number in enumerate(numbers):
        lane, floor = 1 + step * 7 % 290, 1 + step % 12
        name = f"榕澗{'甲乙丙丁戊己庚辛壬癸'[step % 10]}{step:03d}行股份有限公司"
        first.append(
            {
                NUMBER: number,
                "公司名稱": name,
                "公司地址": f"臺北市中山區榕汀路5段{lane}之3號{floor}樓",
                SECOND_ADDRESS: f"台北市中山區康樂里榕汀路五段{_wide(lane)}─３號{_wide(floor)}樓",
                INDUSTRY: "731099,,,",
            }
        )
        again = name if step % 10 else f"霽禾{step:03d}有限公司"
        second.append({NUMBER: number.lstrip("0"), "商業名稱": _half_odd(again), "商業地址": first[-1]["公司地址"]})
    return first, second


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _half_odd(name: str) -> str:
    """The digits in full width, and a blank where none belongs."""
    return "".join(_wide(int(letter)) if letter.isdecimal() else letter for letter in name[:6]) + " " + name[6:]


def test_a_register_with_lost_zeros_and_odd_spellings_makes_no_employer_twice(tmp_path: Path, act: Act) -> None:
    first, second = generated()
    assert imported(first, tmp_path, act) == (300, 0, 0)
    created, _changed, rejected = imported(second, tmp_path, act)
    assert (created, rejected, Employer.objects.count()) == (0, 0, 300)
    assert one_number_each()
    renamed = Employer.objects.get(ubn=first[0][NUMBER])
    assert (renamed.name[:2], renamed.alias_names) == ("霽禾", [first[0]["公司名稱"]])
    kept = Employer.objects.get(ubn=first[1][NUMBER])
    assert kept.alias_names == []


def test_the_two_addresses_of_a_generated_register_are_one(act: Act) -> None:
    first, _second = generated()
    assert all(address_key(row["公司地址"]) == address_key(row[SECOND_ADDRESS]) for row in first)
    assert not any(name_key(row["公司地址"]) == name_key(row[SECOND_ADDRESS]) for row in first)


@pytest.mark.parametrize("name", SECTORS)
def test_a_sector_of_the_real_register_is_imported_once_and_changes_nothing_again(
    name: str, tmp_path: Path, act: Act
) -> None:
    rows = published(name)
    started = time.monotonic()
    assert imported(rows, tmp_path, act) == (len(rows), 0, 0)
    assert time.monotonic() - started < SECONDS
    assert imported(rows, tmp_path, act) == (0, 0, 0)
    assert one_number_each()


def test_nine_thousand_employers_and_the_changes_of_a_month_make_no_employer_twice(
    tmp_path: Path, act: Act, staff: User
) -> None:
    files = [published(name) for name in (*SECTORS, *MONTHLY)]
    for rows in files:
        assert imported(rows, tmp_path, act)[2] == 0
    numbers = {row[NUMBER].strip().zfill(8) for rows in files for row in rows}
    assert Employer.objects.standing().count() == len(numbers) > 9000
    assert one_number_each()
    looked_up = list(Employer.objects.order_by("pk")[:: len(numbers) // 20])
    started = time.monotonic()
    for employer in looked_up:
        found = possible_duplicates(staff, name=employer.name, address=employer.address)
        assert any(employer == possible.employer for possible in found)
    assert (time.monotonic() - started) / len(looked_up) < SECONDS_TO_LOOK


@pytest.mark.parametrize("name", SECTORS)
def test_nearly_every_second_spelling_of_a_real_address_is_seen_to_be_the_same(name: str) -> None:
    pairs = [
        (first_of(row, ADDRESSES), row[SECOND_ADDRESS].strip())
        for row in published(name)
        if row[SECOND_ADDRESS].strip()
    ]
    equal = sum(name_key(one) == name_key(other) for one, other in pairs)
    same = sum(address_key(one) == address_key(other) for one, other in pairs)
    assert equal / len(pairs) < 0.2
    assert same / len(pairs) > 0.9
