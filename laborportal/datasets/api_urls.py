from django.urls import path, re_path

from laborportal.datasets.api import NothingView, RecordsView
from laborportal.datasets.api_description import DescriptionView

app_name = "api"
urlpatterns = [
    path("openapi.json", DescriptionView.as_view(), name="description"),
    path("<slug:dataset>/", RecordsView.as_view(), name="records"),
    re_path(r"^(?P<other>[\s\S]*)\Z", NothingView.as_view(), name="nothing"),
]
