from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "laborportal.accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from laborportal.accounts import units

        post_migrate.connect(units.ensure_units, sender=self)
