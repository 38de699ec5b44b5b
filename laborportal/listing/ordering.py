"""Total orders: blanks last and texts by code point on both databases, the primary key at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import connections
from django.db.models import CharField, F, Model, Q, QuerySet, TextField
from django.db.models.expressions import OrderBy
from django.db.models.functions import Collate

COUNTED_AT_MOST = 10_000
R = TypeVar("R", bound=Model)


@dataclass(frozen=True, slots=True)
class Key:
    """One part of an order; *expression* is what the database compares."""

    expression: F | Collate
    descending: bool
    nullable: bool

    def ordered(self, *, backwards: bool = False) -> OrderBy:
        if not self.nullable:
            return OrderBy(self.expression, descending=self.descending != backwards)
        ends = {"nulls_first": True} if backwards else {"nulls_last": True}
        return OrderBy(self.expression, descending=self.descending != backwards, **ends)

    def beyond(self, name: str, value: Any, *, backwards: bool = False) -> Q:
        """What comes after *value* (or before it) in this key alone; *name* is the alias of the expression."""
        if value is None:
            return Q(**{f"{name}__isnull": False}) if backwards else Q(pk__in=())
        further = Q(**{f"{name}__{'lt' if self.descending != backwards else 'gt'}": value})
        return further | Q(**{f"{name}__isnull": True}) if self.nullable and not backwards else further


@dataclass(frozen=True, slots=True)
class Neighbours:
    """*position* and *total* are None where counting would go beyond COUNTED_AT_MOST."""

    previous: Any
    next: Any
    position: int | None
    total: int | None


def in_order(queryset: QuerySet[R], order: Sequence[str]) -> QuerySet[R]:
    return queryset.order_by(*(key.ordered() for key in keys_of(queryset, order)))


def keys_of(queryset: QuerySet[Any], order: Sequence[str]) -> list[Key]:
    """*order* as keys, up to and including the primary key."""
    keys: list[Key] = []
    own = {"pk", queryset.model._meta.pk.name}
    for part in (*order, "pk"):
        path = part.removeprefix("-")
        keys.append(Key(_compared(queryset, path), part.startswith("-"), path not in own and _nullable(queryset, path)))
        if path in own:
            break
    return keys


def _compared(queryset: QuerySet[Any], path: str) -> F | Collate:
    if connections[queryset.db].vendor != "postgresql":
        return F(path)
    resolved = F(path).resolve_expression(queryset.query.clone())
    return Collate(F(path), "C") if isinstance(resolved.output_field, CharField | TextField) else F(path)


def _nullable(queryset: QuerySet[Any], path: str) -> bool:
    """Whether *path* can lead to nothing; what is not a plain field may."""
    model: type[Model] | None = queryset.model
    for step in path.split("__"):
        try:
            field = model._meta.get_field(step) if model else None
        except FieldDoesNotExist:
            return True
        if field is None or getattr(field, "null", True):
            return True
        model = field.related_model if isinstance(field.related_model, type) else None
    return False


def neighbours(queryset: QuerySet[Any], order: Sequence[str], record: Model) -> Neighbours | None:
    """Who stands before and after *record* in the list, and where it stands; None when it is not in the list."""
    keys = keys_of(queryset, order)
    place = _place(queryset, keys, record.pk)
    if place is None:
        return None
    before = _beside(queryset, keys, place, backwards=True)
    return Neighbours(
        previous=before.order_by(*(key.ordered(backwards=True) for key in keys)).first(),
        next=following(queryset, order, record.pk).first(),
        position=None if (count := count_up_to(before)) is None else count + 1,
        total=count_up_to(queryset),
    )


def following(queryset: QuerySet[R], order: Sequence[str], pk: int) -> QuerySet[R]:
    """What comes after the record *pk*, in order; nothing when it is not in the list."""
    keys = keys_of(queryset, order)
    place = _place(queryset, keys, pk)
    if place is None:
        return queryset.none()
    return _beside(queryset, keys, place).order_by(*(key.ordered() for key in keys))


def _aliases(keys: Sequence[Key]) -> dict[str, Any]:
    return {f"place_{number}": key.expression for number, key in enumerate(keys)}


def _place(queryset: QuerySet[Any], keys: Sequence[Key], pk: int) -> tuple[Any, ...] | None:
    named = _aliases(keys)
    place: tuple[Any, ...] | None = queryset.filter(pk=pk).order_by().annotate(**named).values_list(*named).first()
    return place


def _beside(
    queryset: QuerySet[R], keys: Sequence[Key], place: Sequence[Any], *, backwards: bool = False
) -> QuerySet[R]:
    """Everything after (or before) *place*: equal in the first keys, beyond it in the next."""
    wanted, equal = Q(), Q()
    for name, key, value in zip(_aliases(keys), keys, place, strict=True):
        wanted |= equal & key.beyond(name, value, backwards=backwards)
        equal &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    if not keys[0].nullable:
        # Says again what the alternatives below imply, in the one form that an index can use.
        wanted &= Q(**{f"place_0__{'lte' if keys[0].descending != backwards else 'gte'}": place[0]})
    beside: QuerySet[R] = queryset.order_by().alias(**_aliases(keys)).filter(wanted)
    return beside


def count_up_to(queryset: QuerySet[Any], limit: int = COUNTED_AT_MOST) -> int | None:
    """The number of records, or None when there are more than *limit*."""
    count: int = queryset.order_by().values("pk")[: limit + 1].count()
    return count if count <= limit else None
