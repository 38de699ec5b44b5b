from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AnnualReportConfig(AppConfig):
    name = "laborportal.annualreport"
    verbose_name = _("Annual report")

    def ready(self) -> None:
        from laborportal.annualreport.checks import check_figures

        autodiscover_modules("figures")
        checks.register(check_figures)
