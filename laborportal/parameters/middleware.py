from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from laborportal.parameters.reading import NoValue


class MissingValueMiddleware:
    """A page that cannot be reckoned, since a value was voided and no other entered yet, says which one is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NoValue):
            return None
        return render(request, "parameters/no_value.html", {"missing": str(exception)}, status=409)
