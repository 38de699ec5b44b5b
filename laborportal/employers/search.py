"""Looking an employer up by its number or a part of a name it goes by."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laborportal.accounts.policies import Person
from laborportal.employers.duplicates import closed_words, kinship, similar_to
from laborportal.employers.models import Employer, EmployerAlias, FormerNumber, matching_key
from laborportal.exports.normalise import normalise

MOST = 10


def named(key: str) -> Q:
    """Employers one of whose names holds *key*, a part of a matching key."""
    # No correlated Exists: a list of the employers that go by it is made once, not looked up for each of 200,000.
    aliases = EmployerAlias.objects.standing().filter(name_key__contains=key)
    return Q(name_key__contains=key) | Q(pk__in=aliases.values("employer"))


def numbered(**lookup: str) -> Q:
    """Employers whose number, or one of a former employer that they took in, fits: `numbered(exact="10000004")`."""
    [(test, value)] = lookup.items()
    former = FormerNumber.objects.standing().filter(**{f"ubn__{test}": value})
    return Q(**{f"ubn__{test}": value}) | Q(pk__in=former.values("employer"))


def is_employer(term: str, prefix: str) -> Q:
    """What *term* means as a filter: a whole business number, or a part of a name; *prefix* leads to the employer."""
    key = matching_key(term)
    meant = named(key) | numbered(exact=key.zfill(8)) if key.isdecimal() else named(key)
    return Q(**{f"{prefix}__in": Employer.objects.filter(meant)}) if prefix else meant


def mentions(words: str) -> Q:
    """Every word stands in the number, a name or the address."""
    wanted = Q()
    for word in words.split():
        text = normalise(word)
        wanted &= named(matching_key(word)) | numbered(contains=text) | Q(address_text__contains=text)
    return wanted


def suggestions(term: str, person: Person) -> dict[str, Any]:
    """What the type-ahead shows: at most ten employers, those first whose name begins with *term*.

    Where few fit, those follow whose names are similar: a slip in typing finds the one that is meant.
    """
    key = matching_key(term)
    found = _found(key, person) if key else []
    exact = any(key in (employer.ubn, employer.name_key) for employer in found)
    near = [] if not key or key.isdecimal() or exact else _similar(key, person, found)
    kin = kinship([*found, *near])
    return {
        "employers": [
            *(_suggestion(employer, key, kin) for employer in found),
            *(_suggestion(employer, key, kin, _("a similar name")) for employer in near),
        ],
        "add": ""
        if not key or exact or key.isdecimal()
        else _("Enter “{name}” as a new one…").format(name=term.strip()),
        "status": ngettext("{number} employer fits", "{number} employers fit", len(found)).format(number=len(found)),
    }


def _found(key: str, person: Person) -> list[Employer]:
    fitting = Employer.objects.standing().visible_to(person).filter(named(key) | numbered(startswith=key))
    begins = fitting.annotate(begins=Q(name_key__startswith=key))
    return list(begins.order_by("-begins", "name_text", "pk").prefetch_related("aliases", "former_numbers")[:MOST])


def _similar(key: str, person: Person, found: Sequence[Employer]) -> list[Employer]:
    pks = set(similar_to(key)) - {employer.pk for employer in found}
    near = Employer.objects.standing().visible_to(person).filter(pk__in=pks).order_by("name_text", "pk")
    return list(near.prefetch_related("aliases", "former_numbers")[: max(0, MOST - len(found))])


def _suggestion(employer: Employer, key: str, kin: Mapping[int, Sequence[str]], reason: str = "") -> dict[str, Any]:
    own = employer.ubn.startswith(key) or key in employer.name_key
    alias = "" if own else next((name for name in employer.alias_names if key in matching_key(name)), "")
    former = "" if own else next((ubn for ubn in employer.old_numbers if ubn.startswith(key)), "")
    told = [reason, *_detail(employer, alias, former), *kin.get(employer.pk, ())]
    return {
        "ubn": employer.ubn,
        "name": employer.name,
        "district": employer.district,
        "employees": employer.employees,
        "alias": alias,
        "detail": _(", ").join(filter(None, told)),
    }


def _detail(employer: Employer, alias: str, former: str) -> list[str]:
    told = [employer.district]
    if employer.employees is not None:
        told.append(_("{number} employees").format(number=f"{employer.employees:,}"))
    if alias:
        told.append(_("also called {alias}").format(alias=alias))
    if former:
        told.append(_("formerly {number}").format(number=former))
    return [*told, closed_words(employer)]
