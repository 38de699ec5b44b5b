from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laborportal.audit.recording import Act, history_of
from laborportal.datasets.views import DatasetView, RecordView
from laborportal.workflow.performing import NotAllowed, Stale
from programs.training.admission import admit, refusal
from programs.training.followup import checks_of, terms_of
from programs.training.imports.columns import CLASS_FORM_COLUMNS
from programs.training.imports.findings import FINDING_COLUMNS
from programs.training.models import Applicant, Enrolment, ExamResult, TrainingClass
from programs.training.queries import first_waiting, numbers_of, places_taken
from programs.training.states import CONTRACTED, TO_BE_ADMITTED
from programs.training.worksheets import AdmitForm, FollowUpSheet, Roll, Worksheet

EVENTS_SHOWN = 20
FINDINGS = {column.name: column for column in FINDING_COLUMNS}


class ClassView(RecordView):
    """Places, applicants and what became of the trainees, each number with its list."""

    template_name = "training/class.html"
    ONLY_WHEN_CONTRACTED = "commissioned_by"

    def facts(self, record: TrainingClass) -> Sequence[tuple[Any, str]]:
        columns = [
            column
            for column in CLASS_FORM_COLUMNS
            if column.name != self.ONLY_WHEN_CONTRACTED or record.kind in CONTRACTED
        ]
        return [(column.label, column.shown_of(record)) for column in columns]

    def context(self, record: TrainingClass) -> dict[str, Any]:
        labels = {column.name: column for column in CLASS_FORM_COLUMNS}
        return {
            **super().context(record),
            "labels": labels,
            "numbers": numbers_of(record),
            "free": max(0, record.capacity - places_taken(record)),
            "next_in_line": first_waiting(record),
            "terms": terms_of([record])[record.pk],
            "checks": checks_of(record),
        }


class EnrolmentView(RecordView):
    template_name = "training/enrolment.html"

    def context(self, record: Enrolment) -> dict[str, Any]:
        finding = record.findings.filter(voided_at=None).first()
        events = history_of(finding)[:EVENTS_SHOWN] if finding else None
        facts = [(column.label, column.shown_of(finding)) for column in FINDING_COLUMNS] if finding else []
        return {
            **super().context(record),
            "finding": finding,
            "finding_facts": facts,
            "finding_events": events,
            "finding_labels": FINDINGS,
        }


class ApplicantView(RecordView):
    template_name = "training/applicant.html"

    def context(self, record: Applicant) -> dict[str, Any]:
        waits = record.standing in TO_BE_ADMITTED
        return {**super().context(record), "waits": waits, "refused": refusal(record) if waits else ""}


class ExamView(RecordView):
    def facts(self, record: ExamResult) -> Sequence[tuple[Any, str]]:
        words = _("Yes, both parts are passed") if record.certified else _("No, it needs theory and practice")
        return [*super().facts(record), (_("Certificate"), words)]


class AdmitView(DatasetView):
    """Says who takes which place before anything happens."""

    def found(self) -> Applicant:
        record: Applicant = self.record()
        if not self.dataset.may_change(self.user, record):
            raise PermissionDenied
        return record

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.found()
        return self.show(record, AdmitForm(initial={"seen_version": record.version}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.found()
        form = AdmitForm(request.POST)
        form.is_valid()
        try:
            enrolment = admit(record, Act(self.user), seen_version=form.cleaned_data.get("seen_version"))
        except Stale as error:
            return self.overtaken(record, error)
        except NotAllowed:
            return self.show(record, form)
        messages.success(request, _("{trainee} is a trainee of the class now.").format(trainee=enrolment))
        return redirect(record.training_class.get_absolute_url())

    def show(self, record: Applicant, form: AdmitForm) -> HttpResponse:
        found = record.training_class
        return self.render(
            "training/admit.html",
            record=record,
            training_class=found,
            form=form,
            taken=places_taken(found),
            refused=refusal(record),
        )

    def overtaken(self, record: Applicant, error: Stale) -> HttpResponse:
        title, url = self.dataset.title(record), self.dataset.record_url(record)
        state_label = record.get_standing_display()
        return self.render(
            "cases/overtaken.html", status=409, case=record, stale=error, title=title, url=url, state_label=state_label
        )


class WorksheetView(DatasetView):
    """All trainees of a class on one page, saved at once."""

    sheet: ClassVar[type[Worksheet]]
    template_name: ClassVar[str]

    def found(self) -> TrainingClass:
        record: TrainingClass = self.record()
        if not self.dataset.may_change(self.user, record):
            raise PermissionDenied
        return record

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.found()
        return self.show(record, self.sheet(record, self.user))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.found()
        sheet = self.sheet(record, self.user, request.POST)
        if not sheet.is_valid():
            return self.show(record, sheet)
        saved = sheet.save(request.POST.get("reason", ""))
        if sheet.problems:
            return self.show(record, sheet)
        words = ngettext("Saved: {number} trainee.", "Saved: {number} trainees.", saved).format(number=saved)
        messages.success(request, words if saved else _("Nothing was changed."))
        return redirect(record.get_absolute_url())

    def show(self, record: TrainingClass, sheet: Worksheet) -> HttpResponse:
        return self.render(self.template_name, record=record, sheet=sheet, terms=terms_of([record])[record.pk])


class RollView(WorksheetView):
    sheet = Roll
    template_name = "training/roll.html"


class FollowUpView(WorksheetView):
    sheet = FollowUpSheet
    template_name = "training/follow_up.html"
