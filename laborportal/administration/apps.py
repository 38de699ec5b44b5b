from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    name = "laborportal.administration"
    verbose_name = _("Administration")

    def ready(self) -> None:
        from laborportal import checks

        assert checks.hosts_are_named
