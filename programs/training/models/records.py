"""What all records of the institute share: the unit that keeps them, voiding, and texts to compare by."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.audit.models import Tracked
from laborportal.exports.normalise import normalise
from laborportal.workflow.scope import KeptQuerySet

KEY_LENGTH = 400
REFERENCE_LENGTH = 50
M = TypeVar("M", bound=Tracked)


class OfClassQuerySet(KeptQuerySet[M]):
    unit_path = "training_class__unit"


class KeptRecord(Tracked):
    """`TEXTS` says which fields have a stored comparison text, written by keep_keys() alone."""

    TEXTS: ClassVar[Mapping[str, str]] = {}

    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True

    def keep_keys(self) -> None:
        for name, key in self.TEXTS.items():
            setattr(self, key, normalise(getattr(self, name))[:KEY_LENGTH])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)


class OfClass(KeptRecord):
    """A record of somebody in a class, which is kept by the unit of the class."""

    training_class: Any

    class Meta:
        abstract = True

    @property
    def unit(self) -> Unit:
        unit: Unit = self.training_class.unit
        return unit

    @property
    def unit_id(self) -> Any:
        return self.training_class.unit_id


class InstituteRecord(KeptRecord):
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"), editable=False)

    class Meta:
        abstract = True


def key_field() -> "models.CharField[Any, Any]":
    return models.CharField(max_length=KEY_LENGTH, editable=False)
