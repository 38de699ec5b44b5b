from django.db import models
from django.utils.translation import pgettext_lazy


class RiskState(models.TextChoices):
    WATCHED = "watched", pgettext_lazy("state of a risk", "Watched")
    CLOSED = "closed", pgettext_lazy("state of a risk", "Closed")
