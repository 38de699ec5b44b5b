from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RocyearConfig(AppConfig):
    name = "laborportal.rocyear"
    verbose_name = _("ROC years")
