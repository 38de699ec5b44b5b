"""What a class, a trainee, an applicant and an examination can be; the codes are those of files and filters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    IN_HOUSE = "in_house", _("Run by the institute")
    PUBLIC_CONTRACT = "public_contract", _("Contracted out, public budget")
    FUND_CONTRACT = "fund_contract", _("Contracted out, Employment Security Fund")
    INDUSTRY_ACADEMIA = "industry_academia", _("Industry-academia training")


CONTRACTED = frozenset({Kind.PUBLIC_CONTRACT, Kind.FUND_CONTRACT})


class Status(models.TextChoices):
    """Who leaves early for a job after at least half of the hours is neither one who left nor one who was expelled."""

    ENROLLED = "enrolled", _("In training")
    COMPLETED = "completed", _("Completed")
    LEFT = "left", _("Left")
    EXPELLED = "expelled", _("Expelled")
    EARLY_EMPLOYED = "early_employed", _("Employed early")


WITH_A_RATE = (Status.COMPLETED, Status.EARLY_EMPLOYED)


class Standing(models.TextChoices):
    """How far an application for a class is. Nobody is a trainee before admission."""

    APPLIED = "applied", _("Applied")
    WAITING = "waiting", _("On the waiting list")
    ADMITTED = "admitted", _("Admitted")
    NOT_ADMITTED = "not_admitted", _("Not admitted")
    WITHDRAWN = "withdrawn", _("Application withdrawn")


TO_BE_ADMITTED = frozenset({Standing.APPLIED, Standing.WAITING})


class Result(models.TextChoices):
    PASS = "pass", _("Passed")
    FAIL = "fail", _("Failed")


class Service(models.TextChoices):
    ASSESSMENT = "assessment", _("Competency assessment")
    COUNSELLING = "counselling", _("Individual counselling")


class Evidence(models.TextChoices):
    SYSTEM = "system", _("Match with labour insurance")
    LETTER = "letter", _("Letter of the employer")
    DECLARATION = "declaration", _("Self-declaration")
    PHONE = "phone", _("Phone call")
    VISIT = "visit", _("Visit")
