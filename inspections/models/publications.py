from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from inspections.models.penalties import InspectionPenalty
from laborportal.audit.models import AppendOnlyError
from laborportal.imports.models import ImportRun

LIST_LENGTH = 60


class PublishedLetterQuerySet(models.QuerySet["PublishedLetter"]):
    """What an import that was taken back had read counts as never read."""

    def standing(self) -> Self:
        taken_back = ImportRun.objects.filter(reverted_at__isnull=False).values("pk")
        return self.exclude(import_id__in=taken_back)

    def current(self) -> Self:
        """The last that each list says of each letter."""
        same = {"penalty": OuterRef("penalty"), "list": OuterRef("list"), "pk__gt": OuterRef("pk")}
        return self.standing().filter(~Exists(PublishedLetter.objects.standing().filter(**same)))

    def differing(self) -> Self:
        """Those of which another list says something else."""
        others = PublishedLetter.objects.current().filter(penalty=OuterRef("penalty"))
        return self.current().filter(Exists(others.filter(~Q(list=OuterRef("list")) & ~Q(digest=OuterRef("digest")))))

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnlyError("what was published stays as it was read")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("what was published stays as it was read")


class PublishedLetter(models.Model):
    """What one authority's list says of a letter, as it was read; written once for each time that it says else.

    `values` are those of the columns as history keeps them; `digest` is the same for two lists that agree.
    """

    penalty = models.ForeignKey(
        InspectionPenalty, on_delete=models.PROTECT, related_name="publications", verbose_name=_("Penalty")
    )
    list = models.CharField(_("Official list"), max_length=LIST_LENGTH)
    values = models.JSONField(_("As published"))
    digest = models.CharField(max_length=64)
    import_id = models.PositiveBigIntegerField(_("Import"), null=True)
    row = models.PositiveIntegerField(_("Row"))

    objects = PublishedLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("Letter as published")
        verbose_name_plural = _("Letters as published")
        ordering = ["pk"]
        indexes = [models.Index(fields=["penalty", "list", "id"], name="published_letter")]

    def __str__(self) -> str:
        return f"{self.list}: {self.row}"
