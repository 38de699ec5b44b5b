from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class WorklifeConfig(AppConfig):
    name = "programs.worklife"
    verbose_name = _("Work and family")

    def ready(self) -> None:
        from programs.worklife.checklist import ensure_checklist

        post_migrate.connect(ensure_checklist, sender=self)
