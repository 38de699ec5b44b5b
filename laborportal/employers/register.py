"""Which employer a row means: by number, else by name. Read from the database in sets, then matched in memory.

Rows are taken one after the other, as if each had been written before the next was read: a name that an earlier row
brought, a number that it gave, a name that it added count for the later ones.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Q
from django.utils.translation import gettext as _

from laborportal.employers.models import Employer, EmployerAlias, FormerNumber, matching_key
from laborportal.exports.columns import echo


class Refused(ValueError):
    """The row names no employer, or more than one; says in which of the two columns and what to do."""

    def __init__(self, about: str, message: str) -> None:
        super().__init__(message)
        self.about = about


@dataclass(eq=False, slots=True)
class Candidate:
    """An employer as it stands after the rows so far; not saved yet when a row brought it."""

    employer: Employer
    ubn: str = ""
    aliases: list[str] = field(default_factory=list)
    saved_ubn: str = ""
    saved_aliases: list[str] = field(default_factory=list)
    former_numbers: tuple[str, ...] = ()

    @classmethod
    def of(cls, employer: Employer) -> Self:
        names = employer.alias_names
        return cls(employer, employer.ubn, names, employer.ubn, list(names), employer.old_numbers)

    @property
    def keys(self) -> set[str]:
        return {self.employer.name_key, *map(matching_key, self.aliases)}

    @property
    def saved_keys(self) -> set[str]:
        return {self.employer.name_key, *map(matching_key, self.saved_aliases)}

    def goes_by(self, name: str) -> bool:
        return matching_key(name) in self.keys


@dataclass(frozen=True, slots=True)
class Match:
    candidate: Candidate
    by_name_alone: bool = False
    other_name: bool = False
    """The number is known, but under names that all differ from this one."""
    by_former_number: bool = False
    """The number is that of an employer that this one took in."""


def describe(employers: Iterable[Candidate]) -> str:
    """ "甲公司 (12345675, 大安區)、甲公司 (no number)": what tells employers of one name apart."""
    return _(", ").join(
        _("{name} ({about})").format(
            name=found.employer.name,
            about=" ".join(filter(None, [found.ubn or _("no number"), found.employer.district])),
        )
        for found in employers
    )


def new_employer(ubn: str, name: str, sector: str) -> Employer:
    employer = Employer(name=name, ubn=ubn, sector=sector or Employer.Sector.PRIVATE, matched_by_name=not ubn)
    employer.keep_keys()
    return employer


class Register:
    """What one run knows of the register."""

    def __init__(self) -> None:
        self._known: set[int] = set()
        self._by_ubn: dict[str, Candidate] = {}
        self._by_former: dict[str, Candidate] = {}
        self._by_key: defaultdict[str, list[Candidate]] = defaultdict(list)
        self._asked_ubns: set[str] = set()
        self._asked_keys: set[str] = set()

    def learn(self, numbers: Iterable[str], names: Iterable[str]) -> None:
        """Reads every employer that goes by one of *numbers* or *names*: five queries, however many there are."""
        ubns = {number for number in numbers if number} - self._asked_ubns
        keys = {matching_key(name) for name in names if name} - self._asked_keys
        if not ubns | keys:
            return
        self._asked_ubns |= ubns
        self._asked_keys |= keys
        aliases = EmployerAlias.objects.standing().filter(name_key__in=keys)
        pks = set(aliases.values_list("employer_id", flat=True))
        pks |= set(FormerNumber.objects.standing().filter(ubn__in=ubns).values_list("employer_id", flat=True))
        found = Employer.objects.standing().filter(Q(ubn__in=ubns) | Q(name_key__in=keys) | Q(pk__in=pks))
        for employer in found.order_by("pk").prefetch_related("aliases", "former_numbers"):
            if employer.pk not in self._known:
                self._known.add(employer.pk)
                self._index(Candidate.of(employer))

    def _index(self, candidate: Candidate) -> None:
        if candidate.ubn:
            self._by_ubn[candidate.ubn] = candidate
        for number in candidate.former_numbers:
            self._by_former.setdefault(number, candidate)
        for key in candidate.keys:
            if candidate not in self._by_key[key]:
                self._by_key[key].append(candidate)

    def match(self, ubn: str, name: str, sector: str = "") -> Match:
        """The employer of a row that has a number, a name or both, after `learn` has been told; raises Refused."""
        if ubn:
            return self._by_number(ubn, name, sector)
        fitting = self._by_key.get(matching_key(name), [])
        if len(fitting) > 1:
            raise Refused(
                "name",
                _("“{name}” fits several employers: {list}. Write the business number as well.").format(
                    name=echo(name), list=describe(fitting)
                ),
            )
        return Match(fitting[0] if fitting else self._new("", name, sector), by_name_alone=True)

    def _by_number(self, ubn: str, name: str, sector: str) -> Match:
        known = self._by_ubn.get(ubn) or self._by_former.get(ubn)
        if not name:
            raise Refused("name", _blank_name(ubn, known))
        if known:
            return Match(known, other_name=not known.goes_by(name), by_former_number=ubn not in self._by_ubn)
        unnumbered = [found for found in self._by_key.get(matching_key(name), []) if not found.ubn]
        if len(unnumbered) > 1:
            raise Refused(
                "ubn",
                _(
                    "The number {ubn} could belong to several employers without a number: {list}. "
                    "Give one of them the number on its own page, then try again."
                ).format(ubn=ubn, list=describe(unnumbered)),
            )
        if not unnumbered:
            return Match(self._new(ubn, name, sector))
        unnumbered[0].ubn = ubn
        self._by_ubn[ubn] = unnumbered[0]
        return Match(unnumbered[0])

    def _new(self, ubn: str, name: str, sector: str) -> Candidate:
        candidate = Candidate(new_employer(ubn, name, sector), ubn)
        self._index(candidate)
        return candidate

    def holder(self, ubn: str) -> Employer | None:
        found = self._by_ubn.get(ubn) or self._by_former.get(ubn)
        return found.employer if found else None

    def add_name(self, candidate: Candidate, name: str) -> None:
        """From now on *candidate* is also found under *name*."""
        candidate.aliases.append(name)
        self._index(candidate)


def _blank_name(ubn: str, known: Candidate | None) -> str:
    if known is None:
        return _("Write the employer's name.")
    return _(
        "The number {ubn} belongs to {name}. Write the name as well, so that a slip in the number is noticed."
    ).format(ubn=ubn, name=known.employer.name)


def former_number(ubn: str, employer: Employer) -> str:
    return _("{ubn} is a former number of {name} ({number}): the row counts for that employer.").format(
        ubn=ubn, name=employer.name, number=employer.ubn
    )
