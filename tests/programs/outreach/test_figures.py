"""The figures of labour education against a count of the same rows in plain Python."""

import datetime
from collections.abc import Iterator, Mapping
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from laborportal.annualreport.document import figure_json
from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import Act
from laborportal.datasets.demonstration import load_rows
from laborportal.exports.normalise import normalise
from programs.outreach.demo import entries, metrics
from programs.outreach.models import ContestEntry
from programs.outreach.states import Contest
from tests.factories.accounts import unit
from tests.factories.outreach import ContestEntryFactory, MediaMetricFactory

Row = Mapping[str, str]
PRINTED = {
    "outreach.award_submissions": 62,
    "outreach.comic_schools": 64,
    "outreach.comic_entries": 201,
    "outreach.comic_winners": 36,
    "outreach.lesson_entries": 29,
    "outreach.lesson_winners": 12,
    "outreach.video_episodes": 10,
    "outreach.video_facebook_reach": 39177,
    "outreach.video_facebook_views": 25576,
    "outreach.video_youtube_views": 33116,
}
WORDS = st.sampled_from(["青楓國小", "青楓 國小", "台北國小", "臺北國小", "臺北国小", "", "ＡＢＣ國小", "abc國小"])
WORKS = st.tuples(st.sampled_from([110, 111, 112]), st.sampled_from(Contest.values), WORDS, st.booleans())


def test_after_the_demonstration_the_figures_are_those_of_the_printed_report(act: Act) -> None:
    load_rows("contest_entries", entries, act)
    load_rows("media_metrics", metrics, act)
    found = figures_of(112, PRINTED).counted
    assert {code: found[code].value for code in PRINTED} == PRINTED
    assert all(found[code].previous for code in PRINTED)


def test_the_demonstration_loads_once_and_without_a_warning(act: Act) -> None:
    rows = len(list(chain(entries(), metrics())))
    assert sum((load_rows("contest_entries", entries, act), load_rows("media_metrics", metrics, act))) == rows
    assert (load_rows("contest_entries", entries, act), load_rows("media_metrics", metrics, act)) == (0, 0)


def test_lesson_plans_win_six_prizes_in_each_group_and_comics_eighteen() -> None:
    won = [row for row in entries() if row["year"] == "112" and row["won"] == "yes"]

    def prizes(contest: str) -> Iterator[int]:
        groups = sorted({row["group"] for row in won if row["contest"] == contest})
        return (sum(row["group"] == group for row in won if row["contest"] == contest) for group in groups)

    assert list(prizes("lesson_plan")) == [6, 6]
    assert list(prizes("comic")) == [18, 18]


@pytest.mark.django_db
def test_a_media_figure_is_manual_and_names_source_and_day() -> None:
    MediaMetricFactory.create(value=30, source="粉絲專頁洞察報告", as_of=datetime.date(2024, 1, 31))
    MediaMetricFactory.create(value=12, source="匯出檔", as_of=datetime.date(2024, 2, 5))
    found = figure_json(figures_of(112, ["outreach.video_facebook_reach"]).counted["outreach.video_facebook_reach"])
    assert (found["value"], found["status"]) == (42, "manual")
    assert "粉絲專頁洞察報告" in found["note"]
    assert "113.01.31" in found["note"]
    assert "匯出檔" in found["note"]
    assert found["as_of"] == "2024-02-05"


class AnyYear(TestCase):
    @given(st.lists(WORKS, max_size=12))
    def test_awards_winners_and_schools_are_counted_apart(self, works: list[tuple[int, str, str, bool]]) -> None:
        kept = unit("labour_education")
        for number, (year, contest, school, won) in enumerate(works):
            ContestEntryFactory.create(year=year, contest=contest, school=school, won=won, entry=f"{number}", unit=kept)
        for year in (110, 111, 112):
            comics = [work for work in works if work[:2] == (year, "comic")]
            expected = {
                "outreach.comic_entries": len(comics),
                "outreach.comic_winners": sum(work[3] for work in comics),
                "outreach.comic_schools": len({normalise(work[2]) for work in comics} - {""}),
                "outreach.award_submissions": sum(work[:2] == (year, "film_award") for work in works),
            }
            found = figures_of(year, expected).counted
            assert {code: found[code].value for code in expected} == expected
        assert ContestEntry.objects.count() == len(works)
