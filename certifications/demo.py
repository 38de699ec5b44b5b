"""Invented applications whose figures are those of the printed report of 112, with the rounds around it.

Of 112 the report prints the awards; who received them is invented, and so are scores and dates.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, repeat

from django.db import transaction

from certifications.imports import ProposalLoader
from certifications.models import Application
from certifications.states import State
from certifications.transitions import SUBMIT
from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.employers.demo import employers
from laborportal.imports.engine import write_plan
from laborportal.imports.planning import plan_rows
from laborportal.rocyear.dates import from_roc
from laborportal.workflow.performing import perform

OFFICER = "staff"


@dataclass(frozen=True)
class Result:
    """*count* applications that ended alike."""

    count: int
    outcome: str
    awards: str = ""
    score: float | None = None


@dataclass(frozen=True)
class RoundOf:
    """The applications of one round; *first* is where its employers begin in the register."""

    scheme: str
    year: int
    opens: tuple[int, int]
    first: int
    results: tuple[Result, ...]


THEMES = ("creativity:工作與家庭平衡獎", "creativity:友善孕育措施獎")
ROUNDS = (
    RoundOf("gender", 109, (5, 18), 40, (Result(9, "awarded", "gold", 84.0), Result(17, "not_awarded", score=68.5))),
    RoundOf("gender", 110, (5, 17), 66, (Result(8, "awarded", "gold", 83.5), Result(15, "not_awarded", score=69.0))),
    RoundOf(
        "gender",
        111,
        (5, 16),
        89,
        (
            Result(6, "awarded", "gold", 85.0),
            Result(1, "awarded", "silver", 78.5),
            Result(5, "awarded", "bronze", 74.0),
            Result(9, "not_awarded", score=66.5),
            Result(1, "withdrawn"),
            Result(1, "ineligible"),
        ),
    ),
    RoundOf(
        "gender",
        112,
        (5, 15),
        14,
        (
            Result(2, "awarded", "gold;progress", 88.5),
            Result(6, "awarded", "gold", 83.0),
            Result(1, "awarded", "silver;progress", 79.0),
            Result(3, "awarded", "silver", 77.5),
            Result(3, "awarded", "bronze", 73.5),
            Result(1, "awarded", THEMES[0], 72.0),
            Result(1, "awarded", THEMES[1], 71.5),
            Result(13, "awarded", "shortlisted", 67.0),
            Result(3, "not_awarded", score=58.0),
            Result(1, "withdrawn"),
            Result(1, "ineligible"),
        ),
    ),
    RoundOf("gender", 115, (5, 11), 120, (Result(8, "pending"),)),
    RoundOf(
        "age",
        112,
        (4, 6),
        100,
        (
            Result(76, "awarded", "awarded", 81.5),
            Result(22, "not_awarded", score=62.5),
            Result(1, "withdrawn"),
            Result(1, "ineligible"),
        ),
    ),
    RoundOf("age", 115, (4, 7), 210, (Result(4, "pending"),)),
)
# Where the three that the demonstration leaves to be worked on begin in the register; the first one is submitted.
OWN = (
    (150, "awarded", ("gold", "progress"), "86.5"),
    (151, "awarded", ("creativity:友善孕育措施獎",), "73.0"),
    (152, "", (), ""),
    (153, "not_awarded", (), "61.5"),
)


def _named(place: int) -> dict[str, str]:
    register = employers()
    found = register[place % len(register)]
    return {"ubn": found["ubn"], "employer": found["name"]}


def _score(result: Result, step: int) -> str:
    return "" if result.score is None else f"{result.score + step % 4 * 0.5:.1f}"


def _rows_of(one: RoundOf) -> Iterator[Mapping[str, str]]:
    opens = date(from_roc(one.year), *one.opens)
    results = chain.from_iterable(repeat(result, result.count) for result in one.results)
    for step, result in enumerate(results):
        yield {
            "scheme": one.scheme,
            "year": str(one.year),
            **_named(one.first + step),
            "applied_on": f"{opens + timedelta(days=step * 7 % 75):%Y-%m-%d}",
            "outcome": result.outcome,
            "score": _score(result, step),
            "awards": result.awards,
        }


def applications() -> Iterable[Mapping[str, str]]:
    return chain.from_iterable(map(_rows_of, ROUNDS))


DEMONSTRATION: list[tuple[str, Callable[[], Iterable[Mapping[str, str]]]]] = [
    ("certification_applications", applications)
]


def proposals() -> Iterator[Mapping[str, str]]:
    for place, outcome, awards, score in OWN:
        yield {
            "scheme": "gender",
            "year": "115",
            **_named(place),
            "applied_on": "2026-07-20",
            "score": score,
            "proposed_outcome": outcome,
            "proposed_awards": ";".join(awards),
        }


def load(act: Act) -> None:
    """Drafts that the officer of the demonstration typed in, and one that waits for a supervisor; only once."""
    officer = User.objects.filter(username=OFFICER).first()
    if officer is None:
        return
    own, loader = Act(officer), ProposalLoader()
    plan = plan_rows(loader, (loader.read(number, cells) for number, cells in enumerate(proposals(), 1)))
    plan.updates.clear()
    if len(plan.creates) < len(OWN):
        return
    with transaction.atomic():
        write_plan(plan, own)
        first = Application.objects.filter(officer=officer, state=State.DRAFT).order_by("pk")[0]
        perform(first, SUBMIT, act=own, seen_state=first.state, seen_version=first.version)
