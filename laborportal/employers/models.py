from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.policies import Person
from laborportal.audit.models import Tracked
from laborportal.employers import policies
from laborportal.exports.normalise import name_key, normalise

NAME_LENGTH = 200
# NFKC writes some single characters as several (㍿ becomes 株式会社); what is longer still is cut.
KEY_LENGTH = 2 * NAME_LENGTH


def matching_key(name: str) -> str:
    """What two spellings of one name share."""
    return name_key(name)[:KEY_LENGTH]


TEXTS = {
    "name": "name_text",
    "district": "district_text",
    "industry_code": "industry_text",
    "address": "address_text",
}


def keys_of(values: Mapping[str, Any]) -> dict[str, str]:
    """The stored comparison texts that follow from those of *values* that have one."""
    keys = {text: normalise(values[name] or "")[:KEY_LENGTH] for name, text in TEXTS.items() if name in values}
    return {**keys, "name_key": matching_key(values["name"])} if "name" in values else keys


class EmployerQuerySet(models.QuerySet["Employer"]):
    def standing(self) -> Self:
        return self.filter(voided_at__isnull=True)

    def visible_to(self, user: Person) -> Self:
        return self if policies.may_see_employers(user) else self.none()


class Employer(Tracked):
    class Sector(models.TextChoices):
        PRIVATE = "private", _("Private sector")
        PUBLIC = "public", _("Public sector")

    ubn = models.CharField(_("Business number"), max_length=8, blank=True, db_index=True)
    name = models.CharField(_("Name of the employer"), max_length=NAME_LENGTH)
    sector = models.CharField(_("Sector"), max_length=7, choices=Sector, default=Sector.PRIVATE)
    district = models.CharField(_("District"), max_length=20, blank=True)
    industry_code = models.CharField(_("Industry code"), max_length=20, blank=True)
    employees = models.PositiveIntegerField(_("Employees"), null=True, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    matched_by_name = models.BooleanField(_("Matched by name only"), default=False)
    # What filters, searches and matching compare; written by keep_keys() alone.
    name_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    name_text = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    district_text = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    industry_text = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    address_text = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    void_reason = models.CharField(max_length=500, blank=True, editable=False)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = _("Employer")
        verbose_name_plural = _("Employers")
        ordering = ["name_text", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ubn"],
                condition=Q(voided_at__isnull=True) & ~Q(ubn=""),
                name="employer_number_stands_once",
                violation_error_message=_("This business number already belongs to an employer in the register."),
            ),
            models.CheckConstraint(
                condition=Q(sector__in=["private", "public"]),
                name="employer_sector_known",
                violation_error_message=_("The sector is either private or public."),
            ),
            models.CheckConstraint(
                condition=~Q(name_key=""),
                name="employer_has_a_name",
                violation_error_message=_("An employer needs a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("employers:record", args=[self.pk])

    @property
    def alias_names(self) -> list[str]:
        """Free of queries where `aliases` was prefetched."""
        return [alias.name for alias in self.aliases.all() if alias.voided_at is None]

    def keep_keys(self) -> None:
        for field, value in keys_of({name: getattr(self, name) for name in TEXTS}).items():
            setattr(self, field, value)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)


class EmployerAliasQuerySet(models.QuerySet["EmployerAlias"]):
    def standing(self) -> Self:
        return self.filter(voided_at__isnull=True)


class EmployerAlias(models.Model):
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(_("Other name"), max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    since = models.DateField(_("Known since"))
    import_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EmployerAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("Other name")
        verbose_name_plural = _("Other names")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "name_key"],
                condition=Q(voided_at__isnull=True),
                name="alias_stands_once_per_employer",
                violation_error_message=_("The employer already has this other name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = matching_key(self.name)
        super().save(*args, **kwargs)
