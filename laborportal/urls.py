"""The addresses of the product; beside settings the only module that names a domain app."""

from django.urls import URLPattern, URLResolver, include, path

from laborportal.annualreport.api import ReportView
from laborportal.cases.views import HomeView
from laborportal.failures import health

handler500 = "laborportal.failures.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", HomeView.as_view(), name="home"),
    path("", include("laborportal.cases.urls")),
    path("accounts/", include("laborportal.accounts.urls")),
    path("activities/", include("laborportal.activities.urls")),
    path("api/report/<str:year>/", ReportView.as_view(), name="api_report"),
    path("api/", include("laborportal.datasets.api_urls")),
    path("certifications/applications/", include("certifications.urls")),
    path("employers/", include("laborportal.employers.urls")),
    path("exports/", include("laborportal.exports.urls")),
    path("imports/", include("laborportal.imports.urls")),
    path("inspections/", include("inspections.urls")),
    path("outreach/", include("programs.outreach.urls")),
    path("parameters/", include("laborportal.administration.parameter_urls")),
    path("people/", include("laborportal.administration.urls")),
    path("quota/", include("programs.quota.urls")),
    path("report/", include("laborportal.annualreport.urls")),
    path("training/", include("programs.training.urls")),
    path("worklife/", include("programs.worklife.urls")),
    path("health/", health, name="health"),
]
