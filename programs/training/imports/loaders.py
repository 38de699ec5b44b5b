from collections import defaultdict
from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from laborportal.exports.columns import Column, echo
from laborportal.exports.normalise import normalise
from laborportal.imports.loading import Loader, M
from laborportal.imports.references import ForeignKeyReference, Reference
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import format_date
from programs.training.imports.columns import (
    APPLICANT_COLUMNS,
    CLASS_COLUMNS,
    CLASS_FORM_COLUMNS,
    ENROLMENT_COLUMNS,
    EXAM_COLUMNS,
    SERVICE_COLUMNS,
)
from programs.training.models import Applicant, CareerService, EmploymentFinding, Enrolment, ExamResult, TrainingClass
from programs.training.queries import institute
from programs.training.states import CONTRACTED, WITH_A_RATE, Standing, Status


class InstituteLoader(Loader[M]):
    """New records are kept by the institute."""

    related = ("unit",)

    @cached_property
    def unit(self) -> Any:
        return institute()

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"unit": self.unit}


class ClassLoader(InstituteLoader[TrainingClass]):
    model = TrainingClass
    columns: ClassVar[tuple[Column, ...]] = CLASS_COLUMNS
    key = ("code",)

    def check(self, row: Row) -> None:
        starts_on, ends_on = row.get("starts_on"), row.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            row.error(
                "ends_on",
                _("{end} is before the start {start}: correct one of the two days.").format(
                    end=format_date(ends_on), start=format_date(starts_on)
                ),
            )


class ClassFormLoader(ClassLoader):
    columns = CLASS_FORM_COLUMNS

    def check(self, row: Row) -> None:
        super().check(row)
        if row.get("commissioned_by") and row.get("kind") not in ("", None, *CONTRACTED):
            row.error(
                "commissioned_by",
                _("Only a class that was contracted out has a commissioning body: take it out, or correct the kind."),
            )


class OfClassLoader(Loader[M]):
    """Rows that name their class by its code."""

    related = ("training_class__unit",)

    def make_references(self) -> tuple[Reference, ...]:
        return (
            ForeignKeyReference(
                "training_class",
                model=TrainingClass,
                by="code_key",
                column="class",
                among=TrainingClass.objects.standing().select_related("unit"),
            ),
        )


class EnrolmentLoader(OfClassLoader[Enrolment]):
    """Warns once for each class that a run would fill beyond its places."""

    model = Enrolment
    columns: ClassVar[tuple[Column, ...]] = ENROLMENT_COLUMNS
    key = ("training_class", "trainee")

    def __init__(self) -> None:
        super().__init__()
        self._trainees: dict[int, set[Hashable]] = {}
        self._told: set[int] = set()

    def resolve(self, rows: Sequence[Row]) -> None:
        super().resolve(rows)
        named: defaultdict[int, set[Hashable]] = defaultdict(set)
        for row in rows:
            if row.links.get("training_class") is not None and "trainee" in row.values:
                named[row.links["training_class"].pk].add(normalise(row.values["trainee"]))
        unknown = named.keys() - self._trainees.keys()
        self._trainees |= {pk: set() for pk in unknown}
        on_file = (
            Enrolment.objects.standing().filter(training_class__in=unknown) if unknown else Enrolment.objects.none()
        )
        for pk, trainee in on_file.values_list("training_class_id", "trainee_key"):
            self._trainees[pk].add(trainee)
        for pk, trainees in named.items():
            self._trainees[pk] |= trainees

    def check(self, row: Row) -> None:
        if row.links.get("training_class") is not None and not row.before:
            self._check_places(row, row.links["training_class"])
        self._check_job(row, row.get("status"))

    def _check_places(self, row: Row, found: TrainingClass) -> None:
        number = len(self._trainees.get(found.pk, ()))
        if number <= found.capacity or found.pk in self._told:
            return
        self._told.add(found.pk)
        row.warn(
            "class",
            _("This makes {number} trainees in a class of {capacity}: check the class and its places.").format(
                number=number, capacity=found.capacity
            ),
        )

    def _check_job(self, row: Row, status: str | None) -> None:
        employed, relief = row.get("employed"), row.get("relief_job")
        if status is None:
            return
        if employed and status not in WITH_A_RATE:
            row.warn(
                "employed", _("A job counts only for those who completed the class or left early for it: check it.")
            )
        if employed is False and status == Status.EARLY_EMPLOYED:
            row.warn("employed", _("Who was employed early has a job: check it."))
        if relief and not employed and status != Status.EARLY_EMPLOYED:
            row.warn("relief_job", _("A relief job of somebody who is not employed counts nowhere: check it."))


class EnrolmentFormLoader(EnrolmentLoader):
    """By hand, what the follow-up has found is changed there."""

    def check_change(self, row: Row, record: Enrolment) -> None:
        changed = self.changes(row, record).keys() & {"employed", "relief_job"}
        if changed and EmploymentFinding.objects.standing().filter(enrolment=record).exists():
            for name in sorted(changed):
                row.error(name, _("This follows from the follow-up of the class: change its finding there."))


class ApplicantLoader(OfClassLoader[Applicant]):
    model = Applicant
    columns: ClassVar[tuple[Column, ...]] = APPLICANT_COLUMNS
    key = ("training_class", "applicant")

    def check(self, row: Row) -> None:
        if row.values.get("standing") == Standing.ADMITTED and row.before.get("standing") != Standing.ADMITTED:
            row.error(
                "standing",
                _("Nobody is admitted by this cell: enter the application, and admit the person on its page."),
            )

    def check_change(self, row: Row, record: Applicant) -> None:
        if record.standing == Standing.ADMITTED != row.get("standing") and self._is_trainee(record):
            row.error(
                "standing", _("This person was admitted and is a trainee: change the status of the enrolment instead.")
            )

    def _is_trainee(self, record: Applicant) -> bool:
        enrolled = Enrolment.objects.standing().filter(training_class=record.training_class_id)
        return enrolled.filter(trainee_key=record.applicant_key).exists()


class ExamLoader(InstituteLoader[ExamResult]):
    """技術士技能檢定及發證辦法: one trade for each person in a session. A file of results that were given is read
    all the same, since the trade is a part of their key."""

    model = ExamResult
    columns: ClassVar[tuple[Column, ...]] = EXAM_COLUMNS
    key = ("batch", "trainee", "trade")

    def __init__(self) -> None:
        super().__init__()
        self._trades: dict[tuple[str, str], tuple[str, int | None, str]] = {}

    def resolve(self, rows: Sequence[Row]) -> None:
        super().resolve(rows)
        persons = {person for row in rows if (person := _person(row))} - self._trades.keys()
        if not persons:
            return
        batches, trainees = (set(part) for part in zip(*persons, strict=True))
        on_file = ExamResult.objects.standing().filter(batch_key__in=batches, trainee_key__in=trainees)
        for batch, trainee, key, pk, trade in on_file.values_list(
            "batch_key", "trainee_key", "trade_key", "pk", "trade"
        ):
            self._trades[batch, trainee] = (key, pk, trade)

    def check(self, row: Row) -> None:
        if known := self._other_trade(row):
            self._object(
                row,
                _("This person takes “{trade}” in the same session, and one trade is all: correct one of them.").format(
                    trade=echo(known)
                ),
            )

    def _other_trade(self, row: Row) -> str:
        person, trade = _person(row), row.get("trade")
        if person is None or not trade:
            return ""
        key, pk, known = self._trades.setdefault(person, (normalise(trade), None, trade))
        return known if key != normalise(trade) and (self.edited is None or self.edited.pk != pk) else ""

    def _object(self, row: Row, sentence: str) -> None:
        row.warn("trade", sentence)


class ExamFormLoader(ExamLoader):
    """Whoever types a result can still ask which trade it was."""

    def _object(self, row: Row, sentence: str) -> None:
        row.error("trade", sentence)


class ServiceLoader(InstituteLoader[CareerService]):
    model = CareerService
    columns: ClassVar[tuple[Column, ...]] = SERVICE_COLUMNS
    key = ("number",)


def _person(row: Row) -> tuple[str, str] | None:
    batch, trainee = row.get("batch"), row.get("trainee")
    return (normalise(batch), normalise(trainee)) if batch and trainee else None
