from django.urls import path

from laborportal.datasets.views import dataset_urls
from laborportal.employers.datasets import EMPLOYERS
from laborportal.employers.views import EmployerView, SearchView

app_name = "employers"
urlpatterns = [
    path("search/", SearchView.as_view(), name="search"),
    *dataset_urls(EMPLOYERS, record=EmployerView),
]
