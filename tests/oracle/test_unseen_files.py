"""Files of all datasets, never seen before, read by the promised commands, against a count of our own."""

import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.oracle.figures import CODES, before, reckoned
from tests.oracle.reckoning import half_up
from tests.oracle.spelling import write
from tests.oracle.world import World, draw

YEARS = range(110, 115)


def printed(*command: str) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def load(world: World, folder: Path, dice: random.Random) -> None:
    for dataset, rows in world.rows.items():
        if rows:
            path = folder / f"{dataset}.csv"
            write(rows, path, dice)
            result = json.loads(printed("import_records", dataset, str(path)))
            assert (dataset, result["errors"], result["created"]) == (dataset, [], len(rows))


def figures(year: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed("annual_report", str(year)))["figures"]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [110, 114, 2026])
def test_every_figure_of_every_year_equals_an_independent_count_of_files_never_seen(seed: int, tmp_path: Path) -> None:
    world, dice = draw(seed), random.Random(seed)
    load(world, tmp_path, dice)
    for year in YEARS:
        for code, figure in figures(year).items():
            expected = reckoned(world, code, year)
            value, previous = (
                half_up(each, figure["decimals"]) for each in (expected.value, before(world, code, year))
            )
            told = (figure["value"], figure["previous"], figure["status"], figure["members"])
            assert (year, code, told) == (year, code, (value, previous, expected.status, expected.members))


@pytest.mark.django_db
def test_every_list_and_every_member_list_is_as_long_as_its_figure_says(tmp_path: Path) -> None:
    world, dice = draw(113), random.Random(113)
    load(world, tmp_path, dice)
    for code, figure in figures(113).items():
        if figure["filter"] is not None:
            members = printed("figure_members", "113", code).splitlines()
            exported = printed("export_records", figure["dataset"], "--filter", figure["filter"]).splitlines()
            assert (code, len(members), len(exported) - 1) == (code, figure["members"], figure["members"])
            assert members == sorted(members)


@pytest.mark.django_db
def test_each_violation_of_a_file_counts_in_the_year_of_what_found_it(tmp_path: Path) -> None:
    world, dice = draw(112), random.Random(112)
    needed = ("inspections", "inspection_penalties", "violations")
    load(World({name: world.of(name) for name in needed}), tmp_path, dice)
    for year in YEARS:
        exported = printed("export_records", "violations", "--filter", f"year={year}").splitlines()
        assert len(exported) - 1 == sum(row["counted_in"] == year for row in world.of("violations"))
    path = tmp_path / "again.csv"
    path.write_text(printed("export_records", "violations"), encoding="utf-8")
    assert json.loads(printed("import_records", "violations", str(path)))["unchanged"] == 60


def test_the_count_of_our_own_knows_every_figure_of_the_report(db: None) -> None:
    assert set(figures(112)) == set(CODES)
