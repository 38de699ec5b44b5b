from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotaConfig(AppConfig):
    name = "programs.quota"
    verbose_name = _("Disability quota")

    def ready(self) -> None:
        from laborportal.parameters.following import follow
        from programs.quota.parameters import ASSESSED_BY
        from programs.quota.reassessing import reassess_from

        follow(ASSESSED_BY, reassess_from)
