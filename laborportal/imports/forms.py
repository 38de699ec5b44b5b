from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from laborportal.imports.models import Upload
from laborportal.imports.receiving import foreign_kind

ALL, VALID, NOTHING = "all", "valid", "nothing"
WRITTEN = ("created", "updated", "unchanged", "held")


class UploadForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv,.tsv,.txt,.ods,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty: choose another one."),
        },
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("CSV (UTF-8 or Big5), ODS or XLSX, up to {size} MB.").format(
            size=settings.UPLOAD_MEGABYTES
        )
        if too_large:
            self.fields["file"].error_messages["required"] = _(
                "The file is larger than {size} MB: divide it, or save it without pictures and further sheets."
            ).format(size=settings.UPLOAD_MEGABYTES)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if kind := foreign_kind(file):
            raise forms.ValidationError(kind)
        return file


class ApplyForm(forms.Form):
    """What is to be done with a file that was read; *digest* is that of the preview the person saw."""

    use_required_attribute = False
    digest = forms.CharField(widget=forms.HiddenInput, required=False)
    choice = forms.ChoiceField(
        label=gettext_lazy("What is to be done?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is to be done.")},
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("Yes, the unusual values are right as they stand"), required=False
    )

    def __init__(self, upload: Upload, warnings: int, data: QueryDict | None = None) -> None:
        self.upload = upload
        super().__init__(data, initial={"digest": upload.digest})
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = self._choices()
        self.initial["choice"] = NOTHING if upload.counts["rejected"] else ALL
        if not warnings or list(dict(choice.choices)) == [NOTHING]:
            del self.fields["confirmed"]

    def _choices(self) -> list[tuple[str, str]]:
        counts = self.upload.counts
        rejected, standing = counts["rejected"], sum(counts[name] for name in WRITTEN)
        if not rejected:
            return [(ALL, self._words(_("Import all {number} rows"), counts["read"])), (NOTHING, _("Import nothing"))]
        again = (NOTHING, _("Import nothing now: correct the file and upload it again"))
        if not standing:
            return [again]
        valid = ngettext(
            "Import only the valid rows; the {number} rejected row is left out",
            "Import only the {valid} valid rows; the {number} rejected rows are left out",
            rejected,
        )
        return [again, (VALID, valid.format(valid=f"{standing:,}", number=f"{rejected:,}"))]

    def _words(self, words: str, number: int) -> str:
        return words.format(number=f"{number:,}")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("choice") in (ALL, VALID):
            if data.get("digest") != self.upload.digest:
                self.add_error(None, _("The file was read again in the meantime: look at the preview below."))
                self.data = {**self.data, "digest": self.upload.digest}
            elif "confirmed" in self.fields and not data.get("confirmed"):
                self.add_error("confirmed", _("Some values are unusual: confirm that they are right, or correct them."))
        return data
