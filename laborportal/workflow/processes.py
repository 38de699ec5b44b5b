"""A process is a table of transitions. More steps (a second signature, a review) are more rows of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from django.db import models
from django.utils.functional import Promise

from laborportal.accounts.models import Role, User
from laborportal.audit.recording import Act, Change, register_action
from laborportal.workflow.models import Decision, Stateful

C = TypeVar("C", bound=Stateful)


class Asked(Protocol):
    """What a column of `exports` offers; workflow stands below it and knows only this much."""

    @property
    def name(self) -> str: ...

    @property
    def field(self) -> str: ...

    def pack(self, value: Any) -> Any: ...


@dataclass(frozen=True, kw_only=True)
class Transition(Generic[C]):
    """One way from a state to another.

    `words` is the imperative on the button, `done` what history says after the person's name, `outlook` what the
    page says will happen. With `other_person` neither the officer in charge, nor who submitted the case, nor who
    signed it earlier in this round may take it. What the person fills into the columns that the step `asks` for is set
    on the case first; then comes `demand`. The effect changes the case (unsaved) and tells what it changed.
    """

    code: str
    words: Promise
    done: Promise
    decision: Decision
    sources: frozenset[str]
    target: str
    permission: Callable[[User, C], bool]
    outlook: Promise | None = None
    needs_reason: bool = False
    other_person: bool = False
    asks: tuple[Asked, ...] = ()
    demand: Callable[[C], str] | None = None
    effect: Callable[[C, Act], Mapping[str, Change]] | None = None


@dataclass(frozen=True, kw_only=True)
class Wait:
    """Whom a case in a state waits for, and how long.

    `days` are calendar days from the step that led here; they end on a working day. `due` works the day out from the
    case instead; None: nothing is due yet, as where no date of service is on file. What waits for case officers waits
    for the officer in charge; without one for all of the unit, or with `officer_only` for nobody.
    """

    role: Role
    words: Promise
    days: int | None = None
    due: Callable[[Any], date | None] | None = None
    officer_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Process(Generic[C]):
    model: type[C]
    name: Promise
    states: type[models.TextChoices]
    marks: Mapping[str, str]
    """State to modifier of the state tag: draft, review, done, warn, stop."""
    transitions: tuple[Transition[C], ...]
    waits: Mapping[str, Wait]
    subject: Callable[[C], str] = str
    """Whom or what the case is about."""
    matter: Callable[[C], str] = lambda case: ""
    """What there is to decide, in words."""
    related: tuple[str, ...] = ()
    """Relations that `subject` and `matter` read."""

    def transition(self, code: str) -> Transition[C] | None:
        return next((found for found in self.transitions if found.code == code), None)

    def from_state(self, state: str) -> tuple[Transition[C], ...]:
        return tuple(found for found in self.transitions if state in found.sources)


class UnknownProcess(LookupError):
    pass


_processes: dict[type[Stateful], Process[Any]] = {}


def register_process(process: Process[C]) -> Process[C]:
    _processes[process.model] = process
    for transition in process.transitions:
        register_action(action_of(process.model, transition), transition.done)
    return process


def action_of(model: type[C], transition: Transition[C]) -> str:
    """The name under which history keeps the step."""
    return f"{model._meta.app_label}.{transition.code}"


def process_of(case: C | type[C]) -> Process[C]:
    model = case if isinstance(case, type) else type(case)
    try:
        return _processes[model]
    except KeyError:
        raise UnknownProcess(f"no process is registered for {model._meta.label}") from None


def all_processes() -> tuple[Process[Any], ...]:
    return tuple(_processes.values())
