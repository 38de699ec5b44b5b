from django.urls import path, register_converter

from laborportal.annualreport import views
from laborportal.annualreport.addresses import CodeConverter, YearConverter

register_converter(YearConverter, "rocyear")
register_converter(CodeConverter, "figure")

app_name = "annualreport"
urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("<rocyear:year>/", views.ReportView.as_view(), name="report"),
    path("<rocyear:year>/edit/", views.ReportTextsView.as_view(), name="edit"),
    path("<rocyear:year>/objectives/<int:order>/edit/", views.ObjectiveTextsView.as_view(), name="edit_objective"),
    path("<rocyear:year>/figures/<figure:code>/", views.FigureView.as_view(), name="figure"),
]
