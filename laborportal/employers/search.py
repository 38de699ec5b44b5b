"""Looking an employer up by its number or a part of a name it goes by."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laborportal.accounts.policies import Person
from laborportal.employers.models import Employer, EmployerAlias, matching_key
from laborportal.exports.normalise import normalise

MOST = 10


def named(key: str) -> Q:
    """Employers one of whose names holds *key*, a part of a matching key."""
    # No correlated Exists: a list of the employers that go by it is made once, not looked up for each of 200,000.
    aliases = EmployerAlias.objects.standing().filter(name_key__contains=key)
    return Q(name_key__contains=key) | Q(pk__in=aliases.values("employer"))


def is_employer(term: str, prefix: str) -> Q:
    """What *term* means as a filter: a whole business number, or a part of a name; *prefix* leads to the employer."""
    key = matching_key(term)
    meant = named(key) | Q(ubn=key.zfill(8)) if key.isdecimal() else named(key)
    return Q(**{f"{prefix}__in": Employer.objects.filter(meant)}) if prefix else meant


def mentions(text: str) -> Q:
    """Every word stands in the number, a name or the address."""
    wanted = Q()
    for word in text.split():
        wanted &= named(matching_key(word)) | Q(ubn__contains=word) | Q(address_text__contains=normalise(word))
    return wanted


def suggestions(term: str, person: Person) -> dict[str, Any]:
    """What the type-ahead shows: at most ten employers, those first whose name begins with *term*."""
    key = matching_key(term)
    found = _found(key, person) if key else []
    exact = any(key in (employer.ubn, employer.name_key) for employer in found)
    return {
        "employers": [_suggestion(employer, key) for employer in found],
        "add": ""
        if not key or exact or key.isdecimal()
        else _("Enter “{name}” as a new one…").format(name=term.strip()),
        "status": ngettext("{number} employer fits", "{number} employers fit", len(found)).format(number=len(found)),
    }


def _found(key: str, person: Person) -> list[Employer]:
    fitting = Employer.objects.standing().visible_to(person).filter(named(key) | Q(ubn__startswith=key))
    begins = fitting.annotate(begins=Q(name_key__startswith=key))
    return list(begins.order_by("-begins", "name_text", "pk").prefetch_related("aliases")[:MOST])


def _suggestion(employer: Employer, key: str) -> dict[str, Any]:
    own = employer.ubn.startswith(key) or key in employer.name_key
    alias = "" if own else next((name for name in employer.alias_names if key in matching_key(name)), "")
    return {
        "ubn": employer.ubn,
        "name": employer.name,
        "district": employer.district,
        "employees": employer.employees,
        "alias": alias,
        "detail": _detail(employer, alias),
    }


def _detail(employer: Employer, alias: str) -> str:
    told = [employer.district]
    if employer.employees is not None:
        told.append(_("{number} employees").format(number=f"{employer.employees:,}"))
    if alias:
        told.append(_("also called {alias}").format(alias=alias))
    return _(", ").join(filter(None, told))
