from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import User
from laborportal.audit.models import Tracked

KEPT_FOR = timedelta(days=1)
SILENT_FOR = timedelta(minutes=10)
"""Whoever writes says so every second; a longer silence means that the worker was stopped."""
TITLE_LENGTH = 200


class Export(Tracked):
    """One list that somebody took out; *query* and *columns* say which, as an address does.

    *grants* are the person's roles when the file was written: it is handed out while they are the same.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports", verbose_name=_("person")
    )
    dataset = models.CharField(_("record type"), max_length=100)
    title = models.CharField(_("list"), max_length=TITLE_LENGTH)
    address = models.TextField(_("address of the list"))
    query = models.TextField(_("conditions"), blank=True)
    format = models.CharField(_("format"), max_length=10)
    language = models.CharField(_("language"), max_length=10)
    rows = models.PositiveIntegerField(_("number of records"))
    in_background = models.BooleanField(_("in the background"), default=False)
    grants = models.TextField(blank=True)
    written = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def rows_in_words(self) -> str:
        return f"{self.rows:,}"

    @property
    def written_in_words(self) -> str:
        return f"{self.written:,}"

    @property
    def under_way(self) -> bool:
        return self.finished_at is None and not self.broken_off

    @property
    def broken_off(self) -> bool:
        silent = self.started_at is not None and self.changed_at < timezone.now() - SILENT_FOR
        return self.failed_at is not None or (self.finished_at is None and silent)

    @property
    def kept_until(self) -> datetime | None:
        return self.finished_at and self.finished_at + KEPT_FOR

    @property
    def kept(self) -> bool:
        return self.kept_until is not None and timezone.now() < self.kept_until

    def may_be_fetched_by(self, user: User) -> bool:
        return user.pk == self.person_id and self.grants == grants_of(user)


def grants_of(user: User) -> str:
    return ",".join(sorted(f"{unit}:{role}" for unit, role in user.grants))
