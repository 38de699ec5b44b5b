"""Whose a record is, and whether it still stands: said once for every record type that a unit keeps."""

from typing import ClassVar, Self, TypeVar

from django.db import models

from laborportal.accounts.policies import Person, sees_everything, units_of

M = TypeVar("M", bound=models.Model)


class KeptQuerySet(models.QuerySet[M]):
    """Records of one unit, seen by its members and by whoever sees everything. `unit_path` leads to the unit."""

    unit_path: ClassVar[str] = "unit"

    def standing(self) -> Self:
        return self.filter(voided_at__isnull=True)

    def visible_to(self, user: Person) -> Self:
        return self if sees_everything(user) else self.filter(**{f"{self.unit_path}__in": units_of(user)})
