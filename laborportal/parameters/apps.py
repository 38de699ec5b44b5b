from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ParametersConfig(AppConfig):
    name = "laborportal.parameters"
    verbose_name = _("Parameters")

    def ready(self) -> None:
        from laborportal.parameters import initial

        autodiscover_modules("parameters")
        post_migrate.connect(initial.ensure_values, sender=self)
        post_migrate.connect(initial.ensure_calendar, sender=self)
