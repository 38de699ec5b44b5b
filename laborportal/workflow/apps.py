from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    name = "laborportal.workflow"
    verbose_name = _("Workflow")

    def ready(self) -> None:
        autodiscover_modules("transitions")
