from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "laborportal.audit"
    verbose_name = _("History")

    def ready(self) -> None:
        from laborportal.audit import checks, triggers

        assert checks.history_is_guarded
        post_migrate.connect(triggers.create_after_migrate, sender=self)
