"""Under /quota/; each dataset has a namespace of its own."""

from django.urls import include, path

from laborportal.datasets.views import dataset_urls
from programs.quota.datasets import MONTHS

months = [*dataset_urls(MONTHS)]
urlpatterns = [
    path("months/", include((months, MONTHS.namespace))),
]
