"""Files of a case: handed in, handed out to whoever may open the case, and taken back with a reason."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.cases.attachments import KINDS, attach, complaint_about, may_attach, may_take_back, offered, suffix_of
from laborportal.cases.models import Attachment
from laborportal.datasets import registry
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.forms import VoidForm
from laborportal.imports.receiving import was_too_large
from laborportal.workflow.models import Stateful


class AttachmentForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ",".join(KINDS)}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty: choose another one."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("What it is"),
        help_text=gettext_lazy(
            "Whoever may open the case can open the file: nothing that tells who complained belongs here."
        ),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file, size = self.fields["file"], settings.UPLOAD_MEGABYTES
        file.help_text = _("{kinds}, up to {size} MB.").format(kinds=offered(), size=size)
        if too_large:
            file.error_messages["required"] = _("The file is larger than {size} MB: divide it.").format(size=size)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if sentence := complaint_about(file.name, file):
            raise ValidationError(sentence)
        return file


class AttachmentPage(View):
    """404 for a case outside the person's scope, 403 where the role does not suffice."""

    user: User

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.user = cast(User, request.user)

    def case(self, dataset: Dataset | None, pk: int) -> Any:
        if dataset is None or not dataset.attachments or not issubclass(dataset.model, Stateful):
            raise Http404
        return get_object_or_404(dataset.opened_by(self.user).select_related(*dataset.related), pk=pk)

    def attachment(self, pk: int) -> tuple[Dataset, Any, Attachment]:
        """One that stands, with its case."""
        found = get_object_or_404(Attachment.objects.standing().select_related("case_type"), pk=pk)
        model = found.case_type.model_class()
        dataset = registry.of_model(model) if model else None
        case = self.case(dataset, found.case_id)
        assert dataset is not None  # else there is no case
        return dataset, case, found


class AttachView(AttachmentPage):
    def get(self, request: HttpRequest, name: str, pk: int) -> HttpResponse:
        return self.show(*self.asked(), AttachmentForm())

    def post(self, request: HttpRequest, name: str, pk: int) -> HttpResponse:
        dataset, case = self.asked()
        form = AttachmentForm(request.POST, request.FILES, too_large=was_too_large(request))
        if form.is_valid():
            try:
                found = attach(self.user, case, form.cleaned_data["file"], form.cleaned_data["note"])
            except ValidationError as error:
                form.add_error("file", error.messages[0])
            else:
                messages.success(request, _("Attached: {file}").format(file=found))
                return redirect(dataset.record_url(case))
        return self.show(dataset, case, form)

    def asked(self) -> tuple[Dataset, Any]:
        name = self.kwargs["name"]
        dataset = registry.with_pages(name)
        case = self.case(dataset, self.kwargs["pk"])
        if not may_attach(self.user, case):
            raise PermissionDenied
        return cast(Dataset, dataset), case

    def show(self, dataset: Dataset, case: Any, form: AttachmentForm) -> HttpResponse:
        context = {"dataset": dataset, "title": dataset.title(case), "url": dataset.record_url(case), "form": form}
        return render(self.request, "cases/attach.html", context)


class AttachedFileView(AttachmentPage):
    """Always as a download: nothing that somebody handed in is shown as a page of this site."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        _dataset, _case, found = self.attachment(pk)
        try:
            file = found.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        kind = KINDS[suffix_of(found.file_name)]
        return FileResponse(file, as_attachment=True, filename=found.file_name, content_type=kind.content_type)


class TakeBackView(AttachmentPage):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(*self.asked(), VoidForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        dataset, case, found = self.asked()
        form = VoidForm(request.POST)
        if form.is_valid() and form.void(found, self.user):
            messages.success(request, _("Voided: {record}").format(record=found))
            return redirect(dataset.record_url(case))
        return self.show(dataset, case, found, form)

    def asked(self) -> tuple[Dataset, Any, Attachment]:
        dataset, case, found = self.attachment(self.kwargs["pk"])
        if not may_take_back(self.user, case, found):
            raise PermissionDenied
        return dataset, case, found

    def show(self, dataset: Dataset, case: Any, found: Attachment, form: VoidForm) -> HttpResponse:
        form.initial = {"version": found.version}
        context = {"dataset": dataset, "title": dataset.title(case), "url": dataset.record_url(case), "form": form}
        return render(self.request, "cases/take_back.html", {**context, "attachment": found})
