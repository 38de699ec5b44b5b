from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned")
    DECIDED = "decided", _("Decided")


OPEN_TO_CHANGES = frozenset({State.DRAFT, State.RETURNED})
