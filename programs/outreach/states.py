from django.db import models
from django.utils.translation import gettext_lazy as _

UNIT = "labour_education"


class Contest(models.TextChoices):
    FILM_AWARD = "film_award", _("Labor film award")
    COMIC = "comic", _("Four-panel comic contest for children")
    LESSON_PLAN = "lesson_plan", _("Lesson-plan contest")


class Channel(models.TextChoices):
    FACEBOOK = "facebook", _("Facebook")
    YOUTUBE = "youtube", _("YouTube")


class Metric(models.TextChoices):
    REACH = "reach", _("Reach")
    VIEWS = "views", _("Views")
