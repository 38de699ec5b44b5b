from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.policies import Person
from laborportal.audit.models import Tracked
from laborportal.employers import policies
from laborportal.employers.spelling import address_key, name_core
from laborportal.exports.normalise import name_key, normalise
from laborportal.workflow.models import Stateful

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
    if "name" in values:
        keys["name_key"] = matching_key(values["name"])
        keys["name_core"] = name_core(keys["name_key"])
        keys["name_end"] = keys["name_core"][::-1]
    if "address" in values:
        keys["address_key"] = address_key(values["address"] or "")[:KEY_LENGTH]
    return keys


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
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    # What filters, searches and matching compare; written by keep_keys() alone.
    name_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    name_text = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    district_text = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    industry_text = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    address_text = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    # What two spellings of one employer share, for finding possible duplicates; `name_end` is the core backwards, so
    # that an index finds what names end in. Never null once written: they were
    # added to a table in use, which a column without nulls would have locked.
    name_core = models.CharField(max_length=KEY_LENGTH, editable=False, null=True, db_index=True)
    name_end = models.CharField(max_length=KEY_LENGTH, editable=False, null=True, db_index=True)
    address_key = models.CharField(max_length=KEY_LENGTH, editable=False, null=True, db_index=True)
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

    @property
    def old_numbers(self) -> tuple[str, ...]:
        """Those of employers that this one took in; free of queries where `former_numbers` was prefetched."""
        return tuple(former.ubn for former in self.former_numbers.all() if former.voided_at is None)

    def keep_keys(self) -> None:
        for field, value in keys_of({name: getattr(self, name) for name in TEXTS}).items():
            setattr(self, field, value)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)


class StandingQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        return self.filter(voided_at__isnull=True)


class EmployerAlias(models.Model):
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(_("Other name"), max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    since = models.DateField(_("Known since"))
    until = models.DateField(_("Used until"), null=True, blank=True)
    import_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StandingQuerySet.as_manager()

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


class FormerNumber(models.Model):
    """A business number under which the employer is still looked for: that of one it took in."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="former_numbers")
    ubn = models.CharField(_("Business number"), max_length=8, db_index=True)
    until = models.DateField(_("Used until"))
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Former number")
        verbose_name_plural = _("Former numbers")
        ordering = ["until", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "ubn"],
                condition=Q(voided_at__isnull=True),
                name="former_number_stands_once_per_employer",
                violation_error_message=_("The employer already has this former number."),
            )
        ]

    def __str__(self) -> str:
        return self.ubn


class EmployerHeadcount(Tracked):
    """How many an employer had in a ROC year, and who says so. The register's `employees` is the latest."""

    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="headcounts", verbose_name=_("Employer")
    )
    year = models.PositiveSmallIntegerField(_("Year"))
    employees = models.PositiveIntegerField(_("Employees"))
    source = models.CharField(_("Source"), max_length=200)
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Headcount of a year")
        verbose_name_plural = _("Headcounts by year")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "year"],
                condition=Q(voided_at__isnull=True),
                name="headcount_stands_once_a_year",
                violation_error_message=_("This employer has a headcount for this year already: change that one."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Year {year}: {employees} persons").format(year=self.year, employees=f"{self.employees:,}")


class LinkKind(models.TextChoices):
    BRANCH = "branch", _("Branch")
    PARENT = "parent", _("Parent company")
    AFFILIATE = "affiliate", _("Affiliate")


OF_THE_EMPLOYER: dict[LinkKind, Any] = {
    LinkKind.BRANCH: _("branch of {name}"),
    LinkKind.PARENT: _("parent company of {name}"),
    LinkKind.AFFILIATE: _("affiliate of {name}"),
}
OF_THE_OTHER: dict[LinkKind, Any] = {
    LinkKind.BRANCH: _("head office of {name}"),
    LinkKind.PARENT: _("subsidiary of {name}"),
    LinkKind.AFFILIATE: _("affiliate of {name}"),
}


class EmployerLink(Tracked):
    """`other` is the branch, the parent company or an affiliate of `employer`."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="links", verbose_name=_("Employer"))
    other = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="links_back", verbose_name=_("The other employer")
    )
    kind = models.CharField(_("What the other is"), max_length=10, choices=LinkKind)
    since = models.DateField(_("Since"), null=True, blank=True)
    until = models.DateField(_("Until"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tie between employers")
        verbose_name_plural = _("Ties between employers")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "other", "kind"],
                condition=Q(voided_at__isnull=True),
                name="employer_link_stands_once",
                violation_error_message=_("This tie is on file already."),
            ),
            models.CheckConstraint(
                condition=~Q(employer=models.F("other")) | Q(voided_at__isnull=False),
                name="employer_link_joins_two",
                violation_error_message=_("An employer cannot be tied to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other}"

    @property
    def words_of_other(self) -> str:
        """What the other is: "branch of 榕澗營造"."""
        return str(OF_THE_EMPLOYER[LinkKind(self.kind)]).format(name=self.employer.name)

    @property
    def words_of_employer(self) -> str:
        return str(OF_THE_OTHER[LinkKind(self.kind)]).format(name=self.other.name)


class KeptSeparate(Tracked):
    """Somebody looked at two employers that seem the same, and says why they are not."""

    only_remembers: ClassVar[bool] = True

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    other = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("The other employer")
    )
    reason = models.CharField(_("Reason"), max_length=500)
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Employers kept separate")
        verbose_name_plural = _("Employers kept separate")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "other"],
                condition=Q(voided_at__isnull=True),
                name="kept_separate_stands_once",
                violation_error_message=_("These two are kept separate already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer} ≠ {self.other}"


class MergeState(models.TextChoices):
    DRAFT = "draft", _("Being asked")
    ASKED = "asked", _("Asked for")
    MERGED = "merged", _("Merged")
    DECLINED = "declined", _("Declined")


class MergeRequest(Stateful):
    """Somebody asks that `merged` be taken into `kept`; a supervisor decides."""

    only_remembers: ClassVar[bool] = True

    state = models.CharField(_("State"), max_length=20, choices=MergeState, default=MergeState.DRAFT, editable=False)
    kept = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer that stays")
    )
    merged = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer that is taken in")
    )

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Request for a merge")
        verbose_name_plural = _("Requests for merges")
        ordering = ["pk"]

    def __str__(self) -> str:
        return gettext("Merge: {merged} into {kept}").format(merged=self.merged, kept=self.kept)

    def get_absolute_url(self) -> str:
        return reverse("employers:merge_request", args=[self.pk])


class MergeRecord(Tracked):
    """What a merge did, so that a split can undo it.

    `moved` lists [model, field, pk], `voided` [model, pk, version afterwards]; `filled` maps fields of `kept` to what
    they held before and afterwards; `names` are the other names that it gained.
    """

    kept = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer that stays")
    )
    merged = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer that is taken in")
    )
    merged_version = models.PositiveIntegerField(editable=False)
    reason = models.CharField(_("Reason"), max_length=500)
    moved = models.JSONField(default=list, editable=False)
    voided = models.JSONField(default=list, editable=False)
    filled = models.JSONField(default=dict, editable=False)
    names = models.JSONField(default=list, editable=False)
    numbers = models.JSONField(default=list, editable=False)
    split_at = models.DateTimeField(_("Split"), null=True, editable=False)

    class Meta:
        verbose_name = _("Merge of two employers")
        verbose_name_plural = _("Merges of employers")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(split_at__isnull=True),
                name="employer_merged_once",
                violation_error_message=_("This employer has been merged already."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Merge: {merged} into {kept}").format(merged=self.merged, kept=self.kept)

    def get_absolute_url(self) -> str:
        return reverse("employers:merged", args=[self.pk])
