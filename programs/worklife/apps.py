from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorklifeConfig(AppConfig):
    name = "programs.worklife"
    verbose_name = _("Work and family")
