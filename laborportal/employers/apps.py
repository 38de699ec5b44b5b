from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class EmployersConfig(AppConfig):
    name = "laborportal.employers"
    verbose_name = _("Employers")

    def ready(self) -> None:
        autodiscover_modules("standing")
