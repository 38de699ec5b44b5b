"""Codes of the contract, and the states of what the unit sends, decides and publishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

REHABILITATION = "rehabilitation"


class Ground(models.TextChoices):
    """The four situations without justifiable reason, by the ministry's interpretation in force since 112-05-01."""

    DISCRIMINATION = "1", _("Penalised for discrimination against persons with disabilities, and so under the quota")
    SHAM = "2", _("Employed persons with disabilities in appearance only, and so under the quota")
    OTHERS_HIRED = "3", _("Hired others without disabilities while under the quota")
    NO_EFFORT = "4", _("Opened no vacancy, has no plan to improve and refused the authority's help")


class NoticeKind(models.TextChoices):
    NEWLY_SHORT = "newly_short", _("Letter to a newly short employer")
    LONG_SHORT = "long_short", _("Letter to a large employer that has long been short")
    ASSESSMENT = "assessment", _("Assessment of the difference subsidy")


class NoticeState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("state of a letter", "Proposed")
    ISSUED = "issued", pgettext_lazy("state of a letter", "Issued")
    SERVED = "served", pgettext_lazy("state of a letter", "Served")
    CLOSED = "closed", pgettext_lazy("state of a letter", "Closed")
    DROPPED = "dropped", pgettext_lazy("state of a letter", "Not sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a letter", "Withdrawn")


class JustificationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    ACCEPTED = "accepted", _("Accepted as justified")
    REJECTED = "rejected", _("Not accepted")


class ListState(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("state of a public list", "Prepared")
    PUBLISHED = "published", pgettext_lazy("state of a public list", "Published")
    TAKEN_OFF = "taken_off", pgettext_lazy("state of a public list", "Taken off")


class Removal(models.TextChoices):
    """Why one employer alone leaves a published list: nothing else takes it off."""

    CORRECTION = "correction", _("Published by mistake")
    REVOCATION = "revocation", _("The decision behind it was revoked")


class Fate(models.TextChoices):
    """What became of an employer of a year's cohort."""

    HIRED = "hired", _("Left: hired persons with disabilities")
    HEADCOUNT = "headcount", _("Left: its headcount fell")
    CLOSED = "closed", _("Left: closed")
    STILL_SHORT = "still_short", _("Still short, of fewer persons")
    UNCHANGED = "unchanged", pgettext_lazy("fate of a tracked employer", "Unchanged")
    WORSE = "worse", _("Short of more persons")
