from django.urls import path

from laborportal.administration import parameter_views as views

app_name = "parameters"
urlpatterns = [
    path("", views.parameters, name="list"),
    path("values/<str:code>/new/", views.enter_value, name="enter"),
    path("values/<int:pk>/void/", views.void_value, name="void"),
    path("holidays/", views.holidays, name="holidays"),
    path("holidays/new/", views.enter_holidays, name="enter_holidays"),
    path("holidays/<int:pk>/void/", views.void_holiday, name="void_holiday"),
]
