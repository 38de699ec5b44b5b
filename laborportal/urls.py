from django.urls import URLPattern, URLResolver, path

from laborportal.failures import health

handler500 = "laborportal.failures.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
]
