"""What a person and the log see when something fails that nobody foresaw, and whether the site is alive."""

import logging
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from laborportal.audit.context import request_id

logger = logging.getLogger(__name__)


class ReferenceFilter(logging.Filter):
    """Gives every line of the log the id of the request in hand."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.reference = request_id() or "-"
        return True


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: what failed may be the session, the person or the database."""
    reference = request_id()
    if not reference:
        reference = str(uuid4())
        logger.error("uncaught error outside a request's context, shown with the reference %s", reference)
    return HttpResponseServerError(render_to_string("500.html", {"reference": reference}))


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("the database does not answer")
        return JsonResponse({"status": "database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})
