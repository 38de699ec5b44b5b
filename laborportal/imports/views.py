"""The upload page: a file is handed in, read in the background, looked at, then imported or not."""

from contextlib import suppress
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.accounts.policies import has_role
from laborportal.audit.models import Event
from laborportal.exports.formats import FORMATS
from laborportal.imports import uploads
from laborportal.imports.blanks import blank, explained
from laborportal.imports.forms import ALL, NOTHING, VALID, ApplyForm, UploadForm
from laborportal.imports.handback import handed_back, kind_of
from laborportal.imports.importable import Importable, importable_named, importable_of, importables_for
from laborportal.imports.models import Errand, ImportRun, Reversal, Upload, UploadLine
from laborportal.imports.papers import download
from laborportal.imports.planning import SHOWN
from laborportal.imports.policies import may_revert, may_use, runs_visible_to, uploads_visible_to
from laborportal.imports.preview import PROBLEMS_KEPT, previewed
from laborportal.imports.reading import Unreadable
from laborportal.imports.receiving import was_too_large
from laborportal.imports.stages import Superseded

PER_PAGE = 50
FIRST = 20
Kind = UploadLine.Kind


class ImportView(View):
    user: User

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.user = cast(User, request.user)  # every page is behind the sign-in

    def render(self, template: str, **context: Any) -> HttpResponse:
        return TemplateResponse(self.request, f"imports/{template}.html", context)

    def page(self, found: Any, per_page: int = PER_PAGE) -> Any:
        return Paginator(found, per_page).get_page(self.request.GET.get("page"))


class HistoryView(ImportView):
    """Who imported what and when; what of the own files is not finished yet; what can be imported."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not has_role(self.user):
            raise PermissionDenied
        unfinished = Upload.objects.filter(person=self.user).exclude(stage__in=("applied", "discarded"))
        page = self.page(runs_visible_to(self.user).order_by("-pk"))
        return self.render(
            "history",
            page=page,
            runs=[(run, words_of(run.dataset)) for run in page],
            unfinished=[(upload, words_of(upload.dataset)) for upload in unfinished[:PER_PAGE]],
            importables=importables_for(self.user),
        )


class OfOneKind(ImportView):
    """Raises Http404 for what nobody imports, PermissionDenied for what this person may not."""

    def importable(self) -> Importable:
        found = importable_named(self.kwargs["name"])
        if found is None:
            raise Http404
        if not found.may_import(self.user):
            raise PermissionDenied
        return found


class UploadView(OfOneKind):
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        return self.show(self.importable(), UploadForm())

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        importable = self.importable()
        form = UploadForm(request.POST, request.FILES, too_large=was_too_large(request))
        if not form.is_valid():
            return self.show(importable, form)
        upload = uploads.receive(importable, form.cleaned_data["file"], self.user)
        return redirect("imports:file", pk=upload.pk)

    def show(self, importable: Importable, form: UploadForm) -> HttpResponse:
        columns = () if importable.official else importable.loader().columns
        kinds = [(kind.name, kind.label) for kind in FORMATS.values()]
        return self.render("upload", importable=importable, form=form, columns=explained(columns), kinds=kinds)


class TemplateFileView(OfOneKind):
    def get(self, request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
        importable = self.importable()
        if importable.official or kind not in FORMATS:
            raise Http404
        chunks = blank(kind, importable.loader().columns, str(importable.label))
        return download(kind, chunks, importable.name)


class OfOneFile(ImportView):
    def upload(self) -> Upload:
        return get_object_or_404(uploads_visible_to(self.user), pk=self.kwargs["pk"])

    def own_upload(self) -> Upload:
        upload = self.upload()
        if not may_use(self.user, upload):
            raise PermissionDenied
        return upload


class FileView(OfOneFile):
    """The file in whatever stage it is: progress, what is wrong with it, what it would do, and the choice."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.upload()
        if upload.stage == Upload.Stage.APPLIED and upload.run_id:
            return redirect("imports:record", pk=upload.run_id)
        return self.show(upload)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.own_upload()
        if upload.stage != Upload.Stage.READ:
            return self.overtaken()
        form = ApplyForm(upload, self.totals(upload)["warning"], request.POST)
        if not form.is_valid():
            return self.show(upload, form)
        choice = form.cleaned_data["choice"]
        try:
            if choice == NOTHING:
                uploads.discard(upload)
                messages.success(request, _("Nothing was imported."))
                return redirect("imports:upload", name=upload.dataset)
            assert choice in (ALL, VALID)
            uploads.order_applying(upload, accept_valid=choice == VALID)
        except Superseded:
            return self.overtaken()
        return redirect("imports:file", pk=pk)

    def overtaken(self) -> HttpResponse:
        messages.warning(
            self.request, _("The file is not where it was when you opened the page: this is how it stands.")
        )
        return redirect("imports:file", pk=self.kwargs["pk"])

    def show(self, upload: Upload, form: ApplyForm | None = None) -> HttpResponse:
        totals = self.totals(upload)
        may = may_use(self.user, upload)
        if upload.stage == Upload.Stage.READ and may and form is None:
            form = ApplyForm(upload, totals["warning"])
        return self.render(
            "file",
            upload=upload,
            importable=importable_named(upload.dataset),
            counts=upload.counts,
            totals=totals,
            parts={kind: upload.lines.filter(kind=kind)[:FIRST] for kind in totals},
            columns=columns_of(upload),
            form=form,
            may_use=may,
            first=FIRST,
        )

    def totals(self, upload: Upload) -> dict[str, int]:
        found = dict(upload.lines.order_by().values_list("kind").annotate(Count("pk")))
        return {kind.value: found.get(kind.value, 0) for kind in Kind}


class LinesView(OfOneFile):
    """All lines of one kind, page by page."""

    def get(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        upload = self.upload()
        if kind not in Kind.values:
            raise Http404
        page = self.page(upload.lines.filter(kind=kind))
        bound = PROBLEMS_KEPT if kind in (Kind.ERROR, Kind.WARNING) else SHOWN
        return self.render(
            "lines",
            upload=upload,
            importable=importable_named(upload.dataset),
            kind=kind,
            label=Kind(kind).label,
            page=page,
            columns=columns_of(upload),
            cut_at=bound if page.paginator.count >= bound else 0,
        )


class HandBackView(OfOneFile):
    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        upload = self.upload()
        importable = importable_named(upload.dataset)
        if importable is None or importable.official or not upload.counts.get("rejected"):
            raise Http404
        try:
            chunks = handed_back(upload, importable.loader().columns)
        except (Unreadable, OSError) as error:
            raise Http404 from error
        return download(kind_of(upload), chunks, f"{importable.name}-{upload.pk}")


class ProgressView(OfOneFile):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return progress_of(self.upload())


class RestartView(OfOneFile):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.own_upload()
        if upload.stuck or upload.stage == Upload.Stage.FAILED:
            with suppress(Superseded):  # somebody did so a moment ago
                uploads.restart(upload)
        else:
            messages.info(request, _("The run is under way: there is nothing to repeat."))
        return redirect("imports:file", pk=pk)


class OfOneRun(ImportView):
    def run(self) -> ImportRun:
        return get_object_or_404(runs_visible_to(self.user), pk=self.kwargs["pk"])


class RunView(OfOneRun):
    """What an import did, and to which records."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.run()
        page = self.page(Event.objects.filter(import_id=run.pk).order_by("pk"))
        upload = Upload.objects.filter(run=run).first()
        importable = importable_named(run.dataset)
        return self.render(
            "record",
            run=run,
            importable=importable,
            further=importable.further(self.user, run) if importable and importable.further else None,
            label=words_of(run.dataset),
            page=page,
            touched=[(event, address_of(event)) for event in page],
            upload=upload if upload and uploads_visible_to(self.user).filter(pk=upload.pk).exists() else None,
            reversal=Reversal.objects.filter(run=run).first(),
            may_revert=run.reverted_at is None and may_revert(self.user, run),
        )


class OfOneReversal(OfOneRun):
    def allowed(self) -> ImportRun:
        run = self.run()
        if not may_revert(self.user, run):
            raise PermissionDenied
        return run


class RevertView(OfOneReversal):
    """What taking back does and the order to do it; then how far it is, and what stood in the way."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.allowed()
        if run.reverted_at is not None:
            return redirect("imports:record", pk=pk)
        reversal = Reversal.objects.select_related("person").filter(run=run).first()
        return self.render("revert", run=run, label=words_of(run.dataset), reversal=reversal)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.allowed()
        known = Reversal.objects.filter(run=run).first()
        if known and known.under_way and not known.stuck:
            messages.info(request, _("The run is under way: there is nothing to repeat."))
        elif run.reverted_at is None:
            with suppress(Superseded):  # somebody did so a moment ago
                uploads.order_reverting(run, self.user, request.POST.get("reason", "").strip()[:500])
        return redirect("imports:revert", pk=pk)


class ReversalProgressView(OfOneReversal):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return progress_of(get_object_or_404(Reversal, run=self.allowed()))


def progress_of(errand: Errand) -> JsonResponse:
    """For the script of the page."""
    done = errand.progress
    stage = "stuck" if errand.stuck else errand.stage
    return JsonResponse({"stage": stage, "done": done.done, "total": done.total, "words": done.words})


def words_of(dataset: str) -> str:
    found = importable_named(dataset)
    return str(found.label) if found else dataset


def columns_of(upload: Upload) -> Any:
    importable = importable_named(upload.dataset)
    return previewed(importable.loader()) if importable else ()


def address_of(event: Event) -> str:
    """The page of the record; blank for what has none of its own."""
    found = importable_of(event.target_type)
    return found.record_url(event.target_id) if found else ""
