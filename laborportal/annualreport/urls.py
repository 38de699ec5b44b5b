"""Under /report/; each dataset has a namespace of its own."""

from django.urls import include, path, register_converter

from laborportal.annualreport import book_views, views
from laborportal.annualreport.addresses import CodeConverter, YearConverter
from laborportal.annualreport.datasets import FINANCE, RISKS, STAFFING
from laborportal.cases.views import case_urls
from laborportal.datasets.views import dataset_urls

register_converter(YearConverter, "rocyear")
register_converter(CodeConverter, "figure")

report = [
    path("", views.IndexView.as_view(), name="index"),
    path("<rocyear:year>/", views.ReportView.as_view(), name="report"),
    path("<rocyear:year>/edit/", views.ReportTextsView.as_view(), name="edit"),
    path("<rocyear:year>/objectives/<int:order>/edit/", views.ObjectiveTextsView.as_view(), name="edit_objective"),
    path("<rocyear:year>/figures/<figure:code>/", views.FigureView.as_view(), name="figure"),
    path("figures/new/<slug:dataset>/", book_views.NewFigureView.as_view(), name="new_figure"),
    path("<rocyear:year>/definitions/", book_views.DefinitionsView.as_view(), name="definitions"),
    path("<rocyear:year>/definitions/<figure:code>/", book_views.FigureEditView.as_view(), name="edit_figure"),
    path(
        "<rocyear:year>/definitions/<figure:code>/withdraw/", book_views.WithdrawView.as_view(), name="withdraw_figure"
    ),
    path("<rocyear:year>/definitions/<figure:code>/restore/", book_views.RestoreView.as_view(), name="restore_figure"),
    path("<rocyear:year>/definitions/<figure:code>/target/", book_views.TargetView.as_view(), name="target"),
    path(
        "<rocyear:year>/definitions/<figure:code>/target/withdraw/",
        book_views.TargetWithdrawView.as_view(),
        name="withdraw_target",
    ),
]
urlpatterns = [
    path("finance/", include((dataset_urls(FINANCE), FINANCE.namespace))),
    path("staffing/", include((dataset_urls(STAFFING), STAFFING.namespace))),
    path("risks/", include(([*case_urls(RISKS), *dataset_urls(RISKS)], RISKS.namespace))),
    path("", include((report, "annualreport"))),
]
