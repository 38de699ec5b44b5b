"""Which employer a row means: by number, else by name. Read from the database in sets, then matched in memory.

Rows are taken one after the other, as if each had been written before the next was read: a name that an earlier row
brought, a number that it gave, a name that it added count for the later ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from laborportal.employers.models import Employer, EmployerAlias, matching_key


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

    @property
    def keys(self) -> set[str]:
        return {self.employer.name_key, *map(matching_key, self.aliases)}

    def goes_by(self, key: str) -> bool:
        return key in self.keys


@dataclass(frozen=True, slots=True)
class Match:
    candidate: Candidate
    by_name_alone: bool = False
    other_name: bool = False
    """The number is known, but under names that all differ from this one."""


def describe(employers: Iterable[Candidate]) -> str:
    """ "甲公司 (12345675, 大安區)、甲公司 (no number)": what tells employers of one name apart."""
    return pgettext("between the items of a list", ", ").join(
        f"{found.employer.name} ({' '.join(filter(None, [found.ubn or _('no number'), found.employer.district]))})"
        for found in employers
    )


class Register:
    """What one run knows of the register."""

    def __init__(self) -> None:
        self._by_pk: dict[int, Candidate] = {}
        self._by_ubn: dict[str, Candidate] = {}
        self._by_key: defaultdict[str, list[Candidate]] = defaultdict(list)
        self._asked: set[str] = set()

    def learn(self, numbers: Iterable[str], names: Iterable[str]) -> None:
        """Reads every employer that goes by one of *numbers* or *names*: four queries, however many there are."""
        ubns = {number for number in numbers if number} - self._asked
        keys = {matching_key(name) for name in names if name} - self._asked
        self._asked |= ubns | keys
        standing = Employer.objects.standing()
        found = {employer.pk: employer for employer in standing.filter(ubn__in=ubns)} if ubns else {}
        if keys:
            found |= {employer.pk: employer for employer in standing.filter(name_key__in=keys)}
            named = EmployerAlias.objects.standing().filter(name_key__in=keys, employer__voided_at__isnull=True)
            found |= {alias.employer_id: alias.employer for alias in named.select_related("employer")}
        self._add([employer for pk, employer in found.items() if pk not in self._by_pk])

    def _add(self, employers: Sequence[Employer]) -> None:
        names = defaultdict(list)
        pks = [employer.pk for employer in employers]
        for alias in EmployerAlias.objects.standing().filter(employer__in=pks) if pks else ():
            names[alias.employer_id].append(alias.name)
        for employer in sorted(employers, key=lambda employer: employer.pk):
            candidate = Candidate(employer, employer.ubn, names[employer.pk])
            self._by_pk[employer.pk] = candidate
            self._index(candidate)

    def _index(self, candidate: Candidate) -> None:
        if candidate.ubn:
            self._by_ubn[candidate.ubn] = candidate
        for key in candidate.keys:
            if candidate not in self._by_key[key]:
                self._by_key[key].append(candidate)

    def match(self, ubn: str, name: str, sector: str = "") -> Match:
        """The employer of one row, after `learn` has been told of its number and name; raises Refused."""
        if ubn:
            return self._by_number(ubn, name, sector)
        if not name:
            raise Refused("name", _("Write the employer's name."))
        fitting = self._by_key.get(matching_key(name), [])
        if len(fitting) > 1:
            raise Refused(
                "name",
                _("%(name)s fits several employers: %(list)s. Write the business number as well.")
                % {"name": name, "list": describe(fitting)},
            )
        return Match(fitting[0] if fitting else self._new("", name, sector), by_name_alone=True)

    def _by_number(self, ubn: str, name: str, sector: str) -> Match:
        known = self._by_ubn.get(ubn)
        if not name:
            raise Refused("name", _blank_name(ubn, known))
        if known:
            return Match(known, other_name=not known.goes_by(matching_key(name)))
        unnumbered = [found for found in self._by_key.get(matching_key(name), []) if not found.ubn]
        if len(unnumbered) > 1:
            raise Refused(
                "ubn",
                _(
                    "The number %(ubn)s could belong to several employers without a number: %(list)s. "
                    "Give one of them the number on its own page, then try again."
                )
                % {"ubn": ubn, "list": describe(unnumbered)},
            )
        if not unnumbered:
            return Match(self._new(ubn, name, sector))
        unnumbered[0].ubn = ubn
        self._by_ubn[ubn] = unnumbered[0]
        return Match(unnumbered[0])

    def _new(self, ubn: str, name: str, sector: str) -> Candidate:
        employer = Employer(name=name, ubn=ubn, sector=sector or Employer.Sector.PRIVATE)
        employer.keep_keys()
        candidate = Candidate(employer, ubn)
        self._index(candidate)
        return candidate

    def add_name(self, candidate: Candidate, name: str) -> None:
        """From now on *candidate* is also found under *name*."""
        candidate.aliases.append(name)
        self._index(candidate)


def _blank_name(ubn: str, known: Candidate | None) -> str:
    if known is None:
        return _("Write the employer's name.")
    return _(
        "The number %(ubn)s belongs to %(name)s. Write the name as well, so that a slip in the number is noticed."
    ) % {
        "ubn": ubn,
        "name": known.employer.name,
    }
