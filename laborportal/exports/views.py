"""What a person took out in the background: how far it is, and the file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from laborportal.accounts.models import User
from laborportal.exports.files import path_of
from laborportal.exports.formats import FORMATS
from laborportal.exports.models import Export

SHOWN = 50


def own_export(request: HttpRequest, pk: int) -> Export:
    found: Export = get_object_or_404(Export, pk=pk, person=request.user.pk, in_background=True)
    return found


@require_GET
def own_exports(request: HttpRequest) -> HttpResponse:
    exports = Export.objects.filter(person=request.user.pk, in_background=True)[:SHOWN]
    return TemplateResponse(request, "exports/list.html", {"exports": exports})


@never_cache
@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """A script that watches the progress asks for the panel alone."""
    context: dict[str, Any] = {"export": own_export(request, pk)}
    watched = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    return TemplateResponse(request, "exports/progress.html" if watched else "exports/export.html", context)


@never_cache
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = own_export(request, pk)
    if not (isinstance(request.user, User) and found.may_be_fetched_by(request.user)):
        raise PermissionDenied(_("Your roles have changed since the file was made. Export the list again."))
    path = path_of(found)
    if not found.kept or not path.is_file():
        raise Http404
    kind = FORMATS[found.format]
    name = f"{found.dataset}.{found.format}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind.content_type)
