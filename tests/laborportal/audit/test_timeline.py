from typing import Any

import pytest
from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import override

from laborportal.accounts.models import Unit, User
from laborportal.accounts.policies import system_user
from laborportal.audit.models import Event
from laborportal.audit.recording import Act, record
from laborportal.audit.timeline import FieldWording, Line, actor_words, lines, target_words


class ScoreWording:
    label = "決審總分"

    def unpack(self, packed: Any) -> Any:
        return float(packed)

    def show(self, value: Any) -> str:
        return f"{value:.1f} 分"


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.get(code="planning")


def test_a_column_of_the_dataset_gives_label_and_value(unit: Unit, act: Act) -> None:
    event = record(act, "changed", unit, {"score": ("75.6", "76.5")})
    assert lines(event, {"score": ScoreWording()}) == [Line("決審總分", "75.6 分", "76.5 分")]


def test_without_a_column_the_field_of_the_model_speaks(staff: User, act: Act) -> None:
    with override("en"):
        changes = {
            "is_active": (True, False),
            "last_login": (None, "2023-03-29T06:05:00Z"),
            "name": ("", "林專員"),
        }
        assert lines(record(act, "changed", staff, changes)) == [
            Line("active", "yes", "no"),
            Line("last login", "nothing", "112.03.29 14:05"),
            Line("full name", "nothing", "林專員"),
        ]


def test_a_day_reads_as_a_day_of_the_city() -> None:
    assert FieldWording(models.DateField()).show("2023-03-29") == "112.03.29"
    assert FieldWording(models.DateField()).show("soon") == "soon"


def test_a_code_reads_as_its_word(staff: User, act: Act) -> None:
    membership = staff.memberships.all()[0]
    with override("en"):
        event = record(act, "changed", membership, {"role": ("staff", "auditor")})
        assert lines(event) == [Line("role", "Case officer", "Auditor (reads everything)")]


def test_a_reference_shows_the_label_of_that_day(unit: Unit, act: Act) -> None:
    change = ({"id": 1, "label": "舊名"}, {"id": 2, "label": "新名"})
    assert [(line.before, line.after) for line in lines(record(act, "changed", unit, {"name": change}))] == [
        ("舊名", "新名")
    ]


def test_what_has_no_name_is_not_shown(unit: Unit, act: Act) -> None:
    assert lines(record(act, "changed", unit, {"gone_with_a_release": (1, 2)})) == []
    assert lines(Event(target_type="no.model", changes={"name": ["a", "b"]})) == []
    assert target_words(Event(target_type="no.model")) == ""


def test_the_timeline_tells_who_what_before_after_why_and_from_which_row(unit: Unit) -> None:
    record(Act(system_user(), import_id=118), "created", unit, row=21)
    record(Act(system_user(), "評分表誤植"), "changed", unit, {"name": ("綜企科", "綜合企劃科")})
    events = list(Event.objects.all())
    with override("en"):
        html = render_to_string("audit/timeline.html", {"events": events, "labels": {}})
        assert actor_words(events[0]) == "System"
    assert html.index("changed the record") < html.index("created the record")
    assert "from <del>綜企科</del> to <ins>綜合企劃科</ins>" in html
    assert "Reason: 評分表誤植" in html
    assert "import no. 118, row 21" in html


def test_an_empty_timeline_says_so(db: None) -> None:
    with override("en"):
        assert "Nothing has been recorded yet." in render_to_string("audit/timeline.html", {"events": []})
