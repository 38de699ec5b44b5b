import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from laborportal.annualreport import demo
from laborportal.annualreport.models import ReportYear
from laborportal.annualreport.texts import codes_in, unknown_words
from laborportal.annualreport.values import figures_of
from laborportal.annualreport.writing import change
from laborportal.audit.models import Event
from laborportal.audit.recording import Act

PRINTED = {
    figure["code"] for figure in json.loads(Path(__file__).with_name("printed_112.json").read_text(encoding="utf-8"))
}
TEXTS = tomllib.loads(demo.TEXTS.read_text(encoding="utf-8"))


@pytest.fixture
def loaded(act: Act) -> ReportYear:
    demo.load(act)
    return ReportYear.objects.get(year=112)


def test_the_printed_year_has_its_nine_objectives_and_the_years_before_only_their_books(loaded: ReportYear) -> None:
    assert list(loaded.objectives.values_list("order", flat=True)) == list(range(1, 10))
    assert [report.year for report in ReportYear.objects.all()] == [112, 111, 110, 109]
    assert all(report.definitions.exists() for report in ReportYear.objects.all())


def test_loading_twice_changes_nothing(loaded: ReportYear, act: Act) -> None:
    events = Event.objects.count()
    demo.load(act)
    assert Event.objects.count() == events


def test_a_text_that_somebody_edited_stays(loaded: ReportYear, act: Act) -> None:
    objective = loaded.objectives.get(order=4)
    change(act, objective, {"results": "改寫"}, seen_version=objective.version)
    change(act, loaded, {"preface": ""}, seen_version=loaded.version)
    demo.load(act)
    objective.refresh_from_db()
    loaded.refresh_from_db()
    assert (objective.results, loaded.preface) == ("改寫", "")


def test_every_code_in_the_texts_is_a_figure_of_the_year(loaded: ReportYear) -> None:
    book = figures_of(112).book
    for objective in loaded.objectives.all():
        for text in (objective.strategies, objective.results, objective.future):
            assert unknown_words(text, book, 112) == []
        assert set(objective.figures) <= set(book)


def test_every_figure_of_the_printed_report_has_its_place_in_it(loaded: ReportYear) -> None:
    placed = {code for objective in loaded.objectives.all() for code in objective.figures}
    assert placed >= PRINTED
    assert {code for code in placed if code not in figures_of(112).book} == set()
    assert set(codes_in(*(objective.results for objective in loaded.objectives.all()))) <= placed


def test_targets_are_those_of_the_printed_report(loaded: ReportYear) -> None:
    targets = {target.code: (target.value, target.direction, target.baseline) for target in loaded.targets.all()}
    assert targets == {
        "safety.construction_fatalities": (Decimal(11), "at_most", Decimal(12)),
        "safety.public_works_fatalities": (Decimal(3), "at_most", Decimal(3)),
        "outreach.screening_beneficiaries": (Decimal(30000), "at_least", None),
    }


def test_sentences_have_no_gap_that_a_line_break_of_the_print_left() -> None:
    for objective in TEXTS["objectives"]:
        for name in demo.WRITTEN:
            assert not re.search(r"[\u4e00-\u9fff，。、] +[\u4e00-\u9fff]", objective[name]), objective[name]
