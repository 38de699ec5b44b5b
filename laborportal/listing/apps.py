from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListingConfig(AppConfig):
    name = "laborportal.listing"
    verbose_name = _("Lists")
