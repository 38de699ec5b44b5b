"""The form of an inspection, which asks once to look at the employer first; and what a re-inspection found."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.briefings import Shown, fresh, go_with, known_of, show
from inspections.models import Inspection, Recheck, Violation
from inspections.procedure.complaints import write_origin
from inspections.queries import off_planned_lists
from inspections.states import OWN_PLANNED, Correction, Finding
from laborportal.accounts.models import User
from laborportal.audit.recording import Act, record, register_action
from laborportal.datasets.forms import QuestionMaker, RecordForm
from laborportal.employers.models import Employer

RECHECKED = "inspections.rechecked"
register_action(RECHECKED, gettext_lazy("noted what the re-inspection found"))


class BriefingQuestion:
    """Shows what is known of the employer before its inspection is saved, once to each person."""

    template_name = "inspections/briefing_question.html"

    def __init__(self, form: RecordForm) -> None:
        self.form = form
        self.shown: Shown | None = None

    @property
    def asked(self) -> bool:
        return self.shown is not None

    def look(self) -> Mapping[str, str]:
        return {}

    def put(self) -> None:
        employer: Employer | None = self.form.row.links.get("employer")
        if self.form.record is not None or employer is None or employer.pk is None:
            return
        if fresh(employer, self.form.user) is None and known_of(employer):
            self.shown = show(employer, self.form.user)
            self.form.add_error(None, _("Look at what is known of this employer, below, then save again."))

    def settle(self, saved: Any) -> None:
        if self.form.record is None:
            go_with(saved, self.form.user)


class InspectionForm(RecordForm):
    own_questions: ClassVar[tuple[QuestionMaker, ...]] = (BriefingQuestion,)

    def _ask_about_the_odd(self) -> None:
        """An inspection that took place is entered as it is, but somebody looks twice at one from a planned list."""
        employer = self.row.links.get("employer")
        if self.record is None and self.row.get("kind") in OWN_PLANNED and employer is not None and employer.pk:
            day = self.row.values["inspected_on"]
            if (fact := off_planned_lists([employer.pk], day).get(employer.pk)) is not None:
                self.row.warn("kind", _("This employer stays off planned lists. {why}").format(why=fact.words))
        super()._ask_about_the_odd()


class RecheckForm(forms.Form):
    """What the re-inspection found of each violation of this employer that is still open."""

    use_required_attribute = False

    def __init__(self, inspection: Inspection, data: Any = None) -> None:
        super().__init__(data)
        self.inspection = inspection
        self.violations = list(to_recheck(inspection))
        known = dict(Recheck.objects.filter(reinspection=inspection).values_list("violation", "found"))
        for violation in self.violations:
            self.fields[name_of(violation)] = forms.ChoiceField(
                label=f"{violation.origin.number if violation.origin else ''}-{violation.position} {violation}",
                choices=[("", _("not checked")), *Finding.choices],
                required=False,
                initial=known.get(violation.pk, ""),
                widget=forms.Select(attrs={"class": "form-select w-mid"}),
            )

    def write(self, act: Act) -> None:
        """One event of the re-inspection names what it found of each."""
        found = {violation: self.cleaned_data[name_of(violation)] for violation in self.violations}
        words = [f"{violation}: {Finding(finding).label}" for violation, finding in found.items() if finding]
        with transaction.atomic():
            locked = Inspection.objects.select_for_update().get(pk=self.inspection.pk)
            before = Recheck.objects.filter(reinspection=locked).select_related("violation").order_by("pk")
            told = [f"{one.violation}: {one.get_found_display()}" for one in before]
            if told == words:
                return
            Recheck.objects.filter(reinspection=locked, violation__in=found).delete()
            Recheck.objects.bulk_create(
                Recheck(reinspection=locked, violation=violation, found=finding)
                for violation, finding in found.items()
                if finding
            )
            locked.version += 1
            locked.save()
            record(act, RECHECKED, locked, {"rechecks": (told, words)})


def name_of(violation: Violation) -> str:
    return f"violation-{violation.pk}"


def to_recheck(inspection: Inspection) -> Any:
    """Open violations that earlier inspections found at the employer, and those that this one has checked."""
    earlier = Violation.objects.on_file().filter(
        employer=inspection.employer_id, inspection__isnull=False, inspection__inspected_on__lte=inspection.inspected_on
    )
    found = earlier.filter(state=Correction.OPEN) | earlier.filter(rechecks__reinspection=inspection)
    others = found.exclude(inspection=inspection).select_related("inspection", "penalty").distinct()
    return others.order_by("counted_on", "inspection", "position", "pk")


class OriginForm(forms.Form):
    """Who complained. The names of the fields keep what is typed out of forms that wait for an expired session."""

    use_required_attribute = False
    secret_name = forms.CharField(
        label=gettext_lazy("Who complained"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    secret_contact = forms.CharField(
        label=gettext_lazy("How to reach the person"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    secret_words = forms.CharField(
        label=gettext_lazy("What was said that tells who it is"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 6, "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.values()):
            raise forms.ValidationError(_("Nothing is filled in: write what is known of the person, or go back."))
        return data

    def write(self, complaint: Any, user: User) -> None:
        with transaction.atomic():
            write_origin(complaint, self.cleaned_data, Act(user))


def origin_labels() -> Sequence[tuple[str, Any]]:
    return [(name, field.label) for name, field in OriginForm.base_fields.items()]
