from django.urls import path

from laborportal.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.own_exports, name="list"),
    path("<int:pk>/", views.export, name="export"),
    path("<int:pk>/file/", views.file, name="file"),
]
