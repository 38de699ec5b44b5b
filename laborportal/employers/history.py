"""What happened to an employer: in the cases of every programme, and in its own entry with all its parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.registry import all_datasets
from laborportal.employers.merging import MOVED, MOVED_BACK
from laborportal.employers.models import Employer, EmployerHeadcount, EmployerLink, KeptSeparate
from laborportal.exports.columns import MISSING, Column
from laborportal.rocyear.dates import format_date, parse_date

CASES_LOOKED_AT = 500
EVENTS_SHOWN = 30


@dataclass(frozen=True)
class Happened:
    event: Event
    dataset: Dataset

    @property
    def url(self) -> str:
        return reverse(f"{self.dataset.namespace}:record", args=[self.event.target_id])


def programmes() -> Sequence[Dataset]:
    """The datasets whose records are about an employer."""
    return [dataset for dataset in all_datasets() if "employer" in dataset.column]


def path_to_employer(dataset: Dataset) -> str:
    return dataset.column["employer"].lookup.removesuffix("__name")


def timeline(employer: Employer, user: User, only: str = "") -> list[Happened]:
    """The newest events of the newest cases that *user* may see: a query for each dataset and one more.

    The cases are named by id, since a subquery would lead PostgreSQL through all of history.
    """
    about: dict[str, Dataset] = {}
    wanted = Q(pk__in=())
    for dataset in programmes():
        if only in ("", dataset.name):
            kind = dataset.model._meta.label_lower
            about[kind] = dataset
            found = dataset.visible_to(user).filter(**{path_to_employer(dataset): employer}).order_by("-pk")
            wanted |= Q(target_type=kind, target_id__in=list(found.values_list("pk", flat=True)[:CASES_LOOKED_AT]))
    events = Event.objects.filter(wanted).order_by("-pk")[:EVENTS_SHOWN]
    return [Happened(event, about[event.target_type]) for event in events]


def own_history(employer: Employer, most: int) -> Iterable[Event]:
    """That of the entry itself and of its headcounts, its ties and what it is kept separate from.

    That a merge moved those is told by the merge.
    """
    wanted = Q(target_type=Employer._meta.label_lower, target_id=employer.pk)
    for model, ends in ((EmployerHeadcount, ("employer",)), (EmployerLink, ENDS), (KeptSeparate, ENDS)):
        about = Q(*((end, employer) for end in ends), _connector=Q.OR)
        pks = list(model._base_manager.filter(about).values_list("pk", flat=True))
        wanted |= Q(target_type=model._meta.label_lower, target_id__in=pks)
    return Event.objects.filter(wanted).exclude(action__in=(MOVED, MOVED_BACK)).order_by("-pk")[:most]


ENDS = ("employer", "other")


@dataclass(frozen=True, kw_only=True)
class PeriodColumn(Column):
    """A name with the time in which it was used; only history speaks of it."""

    def show(self, value: Any) -> str:
        if not value:
            return MISSING
        name, since, until = value
        days = [format_date(parse_date(day)) if day else "" for day in (since, until)]
        return _("{name} ({since} to {until})").format(name=name, since=days[0] or "…", until=days[1] or "…")


OF_HISTORY: Mapping[str, Column] = {
    column.name: column
    for column in (
        PeriodColumn(name="name_period", label=_("Other name"), attribute=False, derived=True),
        Column(name="taken_in", label=_("Employer that is taken in"), attribute=False, derived=True),
    )
}
