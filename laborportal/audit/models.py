from typing import Any, NoReturn, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(Exception):
    """History is written once; nothing changes or removes it."""


class Tracked(models.Model):
    """A record that people write. Each write adds one to `version` and leaves an event, in one transaction."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True, editable=False)

    class Meta:
        abstract = True


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **values: Any) -> NoReturn:
        raise AppendOnlyError("events cannot be changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("events cannot be deleted")

    def of(self, target: models.Model) -> Self:
        return self.filter(target_type=target._meta.label_lower, target_id=target.pk)


class Event(models.Model):
    """Who did what to which record, when and why; names are copied, so that they stay what they were."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("person"),
    )
    actor_name = models.CharField(_("name of the person"), max_length=150)
    action = models.CharField(_("action"), max_length=50)
    target_type = models.CharField(_("kind of record"), max_length=100)
    target_id = models.PositiveBigIntegerField(_("record"))
    target_label = models.CharField(_("name of the record"), max_length=200)
    target_version = models.PositiveIntegerField(_("version of the record"))
    changes = models.JSONField(_("changes"), default=dict, encoder=DjangoJSONEncoder)
    reason = models.TextField(_("reason"), blank=True)
    request_id = models.CharField(_("request"), max_length=36, blank=True)
    import_id = models.PositiveBigIntegerField(_("import"), null=True)
    row = models.PositiveIntegerField(_("row of the import"), null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "-id"], name="event_target"),
            models.Index(
                fields=["import_id"],
                name="event_import",
                condition=models.Q(import_id__isnull=False),
            ),
            models.Index(
                fields=["actor", "-id"],
                name="event_by_hand",
                condition=models.Q(import_id__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.action} {self.target_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("events cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("events cannot be deleted")
