"""Looking an employer up by its number or a part of a name it goes by."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Prefetch, Q

from laborportal.accounts.policies import Person
from laborportal.employers.models import Employer, EmployerAlias, matching_key

MOST = 10


def goes_by(term: str, prefix: str = "") -> Q:
    """Employers whose number begins with *term*, or one of whose names holds it; *prefix* as in "employer__"."""
    key = matching_key(term)
    alias = EmployerAlias.objects.standing().filter(employer=OuterRef(f"{prefix}pk"), name_key__contains=key)
    named = Q(**{f"{prefix}name_key__contains": key}) | Q(Exists(alias))
    return Q(**{f"{prefix}ubn__startswith": key}) | named if key.isdecimal() else named


def suggestions(term: str, person: Person) -> list[dict[str, object]]:
    """At most ten employers, those first whose name begins with *term*; blank for a blank term."""
    key = matching_key(term)
    if not key:
        return []
    aliases = EmployerAlias.objects.standing().filter(name_key__contains=key)
    found = (
        Employer.objects.standing()
        .visible_to(person)
        .filter(goes_by(term))
        .annotate(begins=Q(name_key__startswith=key))
        .order_by("-begins", "name_text", "pk")
        .prefetch_related(Prefetch("aliases", queryset=aliases, to_attr="fitting"))
    )
    return [_suggestion(employer, key) for employer in found[:MOST]]


def _suggestion(employer: Employer, key: str) -> dict[str, object]:
    fitting: Sequence[EmployerAlias] = getattr(employer, "fitting", ())
    shown = not employer.ubn.startswith(key) and key not in employer.name_key
    return {
        "ubn": employer.ubn,
        "name": employer.name,
        "district": employer.district,
        "employees": employer.employees,
        "alias": fitting[0].name if fitting and shown else "",
    }
