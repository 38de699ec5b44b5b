"""Employers on file that could be the one somebody is entering, and why they could."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from laborportal.accounts.policies import Person
from laborportal.audit.recording import Act, record
from laborportal.employers.models import (
    Employer,
    EmployerAlias,
    EmployerLink,
    FormerNumber,
    KeptSeparate,
    matching_key,
)
from laborportal.employers.spelling import address_key, distance, name_core, pieces, slips_allowed
from laborportal.rocyear.dates import format_date

MOST = 8
MOST_AT_ONE_ADDRESS = 4
LOOKED_AT = 5000
LAST_CODE_POINT = "\U0010ffff"


@dataclass
class Possible:
    """`alike`: by number or name, so that somebody has to say what it is; otherwise it only lies close by."""

    employer: Employer
    reasons: list[str] = field(default_factory=list)
    alike: bool = False

    @property
    def choice(self) -> str:
        """How a form says that the one being entered should be merged into this one."""
        return f"merge:{self.employer.pk}"

    @property
    def use(self) -> str:
        """How the form of a case says that it is this one."""
        return f"use:{self.employer.pk}"


def possible_duplicates(
    person: Person, *, ubn: str = "", name: str = "", address: str = "", apart_from: Employer | None = None
) -> list[Possible]:
    """At most eight, those alike first; a constant number of queries."""
    key = matching_key(name)
    found: dict[int, Possible] = {}
    for pks, reason, alike in _finds(ubn, key, address_key(address)):
        for pk in pks:
            known = found.setdefault(pk, Possible(Employer()))
            known.reasons.append(reason)
            known.alike |= alike
    for pk in {apart_from.pk, *kept_apart(apart_from)} if apart_from else ():
        found.pop(pk, None)
    employers = Employer.objects.standing().visible_to(person).in_bulk(found)
    kept = [Possible(employers[pk], known.reasons, known.alike) for pk, known in found.items() if pk in employers]
    kept = sorted(kept, key=lambda possible: (not possible.alike, -len(possible.reasons)))[:MOST]
    _say_more(kept)
    return kept


def _finds(ubn: str, key: str, address: str) -> Iterator[tuple[Iterable[int], str, bool]]:
    standing = Employer.objects.standing()
    if ubn:
        yield standing.filter(ubn=ubn).values_list("pk", flat=True)[:MOST], _("the same number"), True
        former = FormerNumber.objects.standing().filter(ubn=ubn)
        yield former.values_list("employer", flat=True)[:MOST], _("had this number formerly"), True
    if key:
        yield standing.filter(name_key=key).values_list("pk", flat=True)[:MOST], _("the same name"), True
        aliases = EmployerAlias.objects.standing().filter(name_key=key)
        yield aliases.values_list("employer", flat=True)[:MOST], _("also goes by this name"), True
        yield similar_to(key), _("a similar name"), True
    if address:
        near = standing.filter(address_key=address).order_by("pk").values_list("pk", flat=True)
        yield near[:MOST_AT_ONE_ADDRESS], _("the same address"), False


def similar_to(key: str) -> list[int]:
    """Employers whose name differs from a matching key by the form of the company or by a slip, nearest first.

    Of a name with a slip at least the beginning or the end stands unchanged, and an index finds either.
    """
    core = name_core(key)
    slips = slips_allowed(core)
    wanted = Q(name_core=core)
    if slips:
        first, *_between, last = pieces(core, slips)
        as_long = Q(length__range=(len(core) - slips, len(core) + slips))
        wanted |= (begins("name_core", first) & as_long) | (begins("name_end", last[::-1]) & as_long)
    found = Employer.objects.standing().annotate(length=Length("name_core")).filter(wanted).exclude(name_key=key)
    looked_at = found.order_by("pk").values_list("pk", "name_core")[:LOOKED_AT]
    apart = [(distance(core, other or ""), pk) for pk, other in looked_at]
    return [pk for far, pk in sorted(apart) if far <= slips][:MOST]


def begins(field: str, text: str) -> Q:
    """SQLite's LIKE reads every row; a range, by code point as its indexes are, does not."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": text, f"{field}__lt": text + LAST_CODE_POINT})
    return Q(**{f"{field}__startswith": text})


def kept_apart(employer: Employer) -> set[int]:
    """Those of whom somebody said that they are not *employer*."""
    pairs = KeptSeparate.objects.standing().filter(Q(employer=employer) | Q(other=employer))
    return {pk for pair in pairs.values_list("employer", "other") for pk in pair} - {employer.pk}


def keep_separate(employer: Employer, other: Employer, act: Act) -> None:
    """Remembers that the two are not the same, and why; nothing happens where that is known."""
    with transaction.atomic():
        if other.pk in kept_apart(employer):
            return
        made = KeptSeparate.objects.create(employer=employer, other=other, reason=act.reason[:500])
        record(act, "created", made)


def _say_more(found: list[Possible]) -> None:
    """Whether an employer is closed, and which tie it has to another of those found."""
    kin = kinship([possible.employer for possible in found])
    for possible in found:
        if possible.employer.closed_on:
            possible.reasons.append(closed_words(possible.employer))
        possible.reasons += kin.get(possible.employer.pk, [])


def closed_words(employer: Employer) -> str:
    return _("closed on {date}").format(date=format_date(employer.closed_on)) if employer.closed_on else ""


def kinship(employers: Iterable[Employer]) -> dict[int, list[str]]:
    """What ties each of *employers* to others, in words; one query."""
    pks = {employer.pk for employer in employers}
    links = EmployerLink.objects.standing().filter(Q(employer__in=pks) | Q(other__in=pks), until=None)
    found: dict[int, list[str]] = {}
    for link in links.select_related("employer", "other").order_by("kind", "pk"):
        for end, words in ((link.other, link.words_of_other), (link.employer, link.words_of_employer)):
            if end.pk in pks:
                found.setdefault(end.pk, []).append(words)
    return found
