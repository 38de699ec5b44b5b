from django.urls import path

from laborportal.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.HistoryView.as_view(), name="list"),
    path("<int:pk>/", views.RunView.as_view(), name="record"),
    path("<int:pk>/revert/", views.RevertView.as_view(), name="revert"),
    path("<int:pk>/revert/progress/", views.ReversalProgressView.as_view(), name="revert_progress"),
    path("files/<int:pk>/", views.FileView.as_view(), name="file"),
    path("files/<int:pk>/lines/<slug:kind>/", views.LinesView.as_view(), name="lines"),
    path("files/<int:pk>/errors/", views.HandBackView.as_view(), name="errors"),
    path("files/<int:pk>/progress/", views.ProgressView.as_view(), name="progress"),
    path("files/<int:pk>/restart/", views.RestartView.as_view(), name="restart"),
    path("<slug:name>/new/", views.UploadView.as_view(), name="upload"),
    path("<slug:name>/template/<slug:kind>/", views.TemplateFileView.as_view(), name="template"),
]
