from django.urls import path

from laborportal.cases.waiting_list import WaitingListView

app_name = "cases"
urlpatterns = [
    path("waiting/", WaitingListView.as_view(), name="waiting"),
]
