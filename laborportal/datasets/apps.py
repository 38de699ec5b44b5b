from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class DatasetsConfig(AppConfig):
    name = "laborportal.datasets"
    verbose_name = _("Datasets")

    def ready(self) -> None:
        autodiscover_modules("datasets", "panels")
