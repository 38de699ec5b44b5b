from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from laborportal.audit.context import RequestContext, current

Handler = Callable[[HttpRequest], HttpResponse]


class RequestContextMiddleware:
    """Gives the request an id, which history, the log and the error page name."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        context = RequestContext(request)
        token = current.set(context)
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        response["X-Request-ID"] = context.request_id
        return response
