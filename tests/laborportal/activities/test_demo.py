from collections import Counter, defaultdict

import pytest

from laborportal.activities.demo import activities, spread
from laborportal.activities.imports import ActivityLoader
from laborportal.audit.recording import Act
from laborportal.datasets.demonstration import load_rows
from laborportal.employers.demo import employers
from laborportal.exports.columns import ubn_adds_up


@pytest.mark.parametrize(("total", "parts"), [(804, 60), (7, 7), (2, 5), (0, 3), (34378, 60)])
def test_a_total_is_spread_without_loss(total: int, parts: int) -> None:
    shares = spread(total, parts)
    assert (sum(shares), len(shares)) == (total, parts)
    assert total < parts or min(shares) > 0


def test_the_activities_of_112_come_to_what_the_report_prints() -> None:
    """Every activity figure of the report, typed from its pages."""
    sessions: Counter[str] = Counter()
    attendance: Counter[str] = Counter()
    schools: defaultdict[str, set[str]] = defaultdict(set)
    for row in (row for row in activities() if row["held_on"].startswith("2023")):
        sessions[row["series"]] += int(row["sessions"])
        attendance[row["series"]] += int(row["attendance"])
        schools[row["series"]].add(row["school"])
    held = {"facilities_briefing": 3, "remote_work_seminar": 1, "gender_briefing": 2, "gender_advocacy": 7}
    held |= {"age_briefing": 15, "age_job_fair": 1, "quota_workshop": 4, "quota_seminar": 6, "career_talk": 32}
    held |= {"film_screening": 804, "campus_talk": 24, "board_game": 22, "lesson_sharing": 4}
    came = {"remote_work_seminar": 96, "gender_briefing": 161, "gender_advocacy": 516, "gender_ceremony": 88}
    came |= {"age_job_fair": 2000, "career_talk": 580, "film_screening": 34378, "film_festival": 6217}
    came |= {"film_retrospective": 1154, "campus_talk": 5589, "board_game": 640}
    assert {series: sessions[series] for series in held} == held
    assert {series: attendance[series] for series in came} == came
    assert (len(schools["campus_talk"]), len(schools["board_game"])) == (22, 11)
    assert len(sessions) == 16


@pytest.mark.django_db
def test_the_demonstration_loads_once_and_without_a_warning(act: Act) -> None:
    loader = ActivityLoader()
    rows = [loader.read(number, cells) for number, cells in enumerate(activities(), start=1)]
    assert not any(row.errors or row.warnings for row in rows)
    assert (load_rows("activities", activities, act), load_rows("activities", activities, act)) == (len(rows), 0)


@pytest.mark.django_db
def test_the_invented_employers_have_valid_numbers_and_names_of_their_own(act: Act) -> None:
    rows = employers()
    assert all(ubn_adds_up(row["ubn"]) for row in rows)
    assert len({row["name"] for row in rows}) == len({row["ubn"] for row in rows}) == len(rows) >= 260
    assert (load_rows("employers", employers, act), load_rows("employers", employers, act)) == (len(rows), 0)
