from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "laborportal.activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        from laborportal.activities.series import ensure_series
        from laborportal.activities.topics import ensure_topics

        post_migrate.connect(ensure_series, sender=self)
        post_migrate.connect(ensure_topics, sender=self)
