from decimal import Decimal
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.audit.models import Tracked


class ReportYear(Tracked):
    """One year's report: its texts, and a book of figures of its own."""

    year = models.PositiveSmallIntegerField(
        _("ROC year"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    preface = models.TextField(_("Preface"), blank=True)
    staffing_note = models.TextField(_("Note below the staffing table"), blank=True)
    risk = models.TextField(_("Risk management and internal control"), blank=True)

    class Meta:
        verbose_name = _("annual report")
        verbose_name_plural = _("annual reports")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(_("Annual report {year}")).format(year=self.year)

    def get_absolute_url(self) -> str:
        return reverse("annualreport:report", args=[self.year])


class BookQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        return self.filter(voided_at=None)


class BookEntry(Tracked):
    """What a year's book holds; withdrawn, it stays on file with the reason and counts nowhere."""

    voided_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    # Null, since the column joins tables that are in use.
    void_reason = models.CharField(
        _("Reason for the withdrawal"), max_length=500, null=True, blank=True, editable=False
    )

    objects = BookQuerySet.as_manager()

    class Meta:
        abstract = True


class FigureDefinition(BookEntry):
    """A figure as this year counts it; taken from the standard when the year is opened, its own from then on."""

    report = models.ForeignKey(ReportYear, on_delete=models.PROTECT, related_name="definitions")
    order = models.PositiveSmallIntegerField(_("Order"))
    code = models.CharField(_("Code"), max_length=80)
    label = models.CharField(_("Name in Chinese"), max_length=100)
    label_en = models.CharField(_("Name in English"), max_length=100)
    unit = models.CharField(_("Unit in Chinese"), max_length=20)
    unit_en = models.CharField(_("Unit in English"), max_length=40)
    decimals = models.PositiveSmallIntegerField(_("Decimals"), default=0, validators=[MaxValueValidator(6)])
    dataset = models.CharField(_("Records"), max_length=60, blank=True)
    filter = models.TextField(_("Filter"), blank=True)
    measure = models.CharField(_("Measure"), max_length=80, default="count")
    formula = models.CharField(_("Formula"), max_length=500, blank=True)
    lower_is_better = models.BooleanField(_("Lower is better"), default=False)
    needs_record = models.BooleanField(_("No value without a record of the year"), default=False)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "code"],
                name="one_definition_per_figure",
                violation_error_message=_("This year already has a figure with this code."),
            ),
            models.CheckConstraint(
                condition=models.Q(dataset="") ^ models.Q(formula=""),
                name="figure_counts_or_computes",
                violation_error_message=_("A figure either counts records or is computed from other figures."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report.year} {self.label}"


class Objective(Tracked):
    """One row of the report's third part. In the texts `{code}` and `{code|unit}` stand for a figure's number."""

    report = models.ForeignKey(ReportYear, on_delete=models.PROTECT, related_name="objectives")
    order = models.PositiveSmallIntegerField(_("Order"))
    title = models.CharField(_("Objective"), max_length=300)
    short_title = models.CharField(_("Name in the contents"), max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    strategies = models.TextField(_("Strategies"), blank=True)
    results = models.TextField(_("Results"), blank=True)
    future = models.TextField(_("Future direction"), blank=True)
    figures = models.JSONField(_("Figures"), default=list, blank=True)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "order"],
                name="one_objective_per_place",
                violation_error_message=_("This year already has an objective in this place."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report.year}-{self.order} {self.short_title}"

    def get_absolute_url(self) -> str:
        return f"{reverse('annualreport:report', args=[self.report.year])}#o{self.order}"


class Direction(models.TextChoices):
    AT_MOST = "at_most", _("at most")
    AT_LEAST = "at_least", _("at least")


class Target(BookEntry):
    """What a year wants of one figure, with the scope that it is meant for."""

    report = models.ForeignKey(ReportYear, on_delete=models.PROTECT, related_name="targets")
    code = models.CharField(_("Figure"), max_length=80)
    value = models.DecimalField(_("Target"), max_digits=18, decimal_places=4)
    direction = models.CharField(_("Direction"), max_length=10, choices=Direction.choices)
    baseline = models.DecimalField(_("Baseline"), max_digits=18, decimal_places=4, null=True, blank=True)
    # Null, since the column joins a table that is in use.
    reduction = models.DecimalField(
        _("Reduction from the baseline (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    baseline_years = models.CharField(_("Years of the baseline"), max_length=60, blank=True)
    scope = models.CharField(_("Scope"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "code"],
                name="one_target_per_figure",
                violation_error_message=_("This figure already has a target for this year."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report.year} {self.code}"

    def met_by(self, value: Decimal) -> bool:
        return bool(value <= self.value if self.direction == Direction.AT_MOST else value >= self.value)
