"""Rules about every model, so that a new one cannot forget them."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models

from laborportal.audit.models import Tracked
from laborportal.datasets.registry import all_datasets
from tests.architecture import source

# Low to high, as the layers in pyproject.toml; a number twice: beside each other.
HEIGHT = {
    name: height
    for height, names in enumerate(
        [
            "rocyear", "audit", "accounts", "parameters", "workflow", "exports", "listing", "imports", "datasets",
            "employers", "activities cases", "penalties", "annualreport", "administration",
        ]
    )
    for name in names.split()
}  # fmt: skip
NOT_TRACKED = {
    "audit.Event": "is history itself",
    "accounts.PasswordHistory": "hashes nobody reads; the change of a password is an event of the person",
    "imports.ImportRun": "written once by a command; what it did is in the history of each record",
    "imports.Upload": "a file on its way; what came of it is an import, with a history of each record",
    "imports.Reversal": "an order to the worker; what came of it is in the history of each record",
    "imports.UploadLine": "what a file would do, written anew whenever it is read",
    "imports.HeldRow": "a line of an official file as published; mending it writes a record, with history",
    "employers.EmployerAlias": "a name of an employer, whose history tells of it",
    "employers.FormerNumber": "a number of an employer, whose history tells of the merge that gave it",
    "cases.NumberSeries": "a locked counter",
    "certifications.ApplicationAward": "part of an application, whose history tells of it",
    "certifications.AwardLevel": "part of a scheme",
    "inspections.Briefing": "that somebody was shown something, written once; the inspection it goes with is tracked",
    "inspections.ComplaintOrigin": "confidential: history tells that it was written and read, and none of its words",
    "inspections.InspectionPenaltyEntry": "a ledger: entries are added and never changed",
    "inspections.PublishedLetter": "what a list said of a letter, as it was read; written once",
    "quota.CohortMember": "part of a base list, whose history tells of it",
    "quota.QuotaPenaltyEntry": "a ledger: entries are added and never changed",
    "inspections.Recheck": "part of a re-inspection, whose history tells of it",
    "workflow.Approval": "a decision, written once with the event of the case",
    "workflow.Waiting": "who must act; written again from the state of the case",
    "worklife.ChecklistItem": "part of a version, which is written once",
}


def test_a_foreign_key_points_down_the_order_of_the_apps() -> None:
    found = [
        f"{model._meta.label}.{field.name} points up to {target._meta.label}"
        for model in own_models()
        for field, target in references(model)
        if points_up(model, target) and target._meta.label != settings.AUTH_USER_MODEL
    ]
    assert found == []


def test_every_record_that_people_write_has_a_version_and_a_history() -> None:
    found = {model._meta.label for model in own_models() if not issubclass(model, Tracked)}
    assert found - set(NOT_TRACKED) == set()


def test_no_exemption_outlives_its_model() -> None:
    assert set(NOT_TRACKED) - {model._meta.label for model in own_models()} == set()


def test_every_dataset_can_void_and_shows_only_what_a_person_may_see() -> None:
    found = [
        f"{dataset.name} lacks {needed}"
        for dataset in all_datasets()
        for needed in ("voided_at", "void_reason", "standing", "visible_to")
        if needed not in offered(dataset.model)
    ]
    assert found == []


def test_the_natural_key_of_a_dataset_is_unique_among_standing_rows() -> None:
    found = [
        dataset.name
        for dataset in all_datasets()
        if not any(isinstance(one, models.UniqueConstraint) for one in dataset.model._meta.constraints)
    ]
    assert found == []


def test_every_constraint_speaks_to_a_clerk() -> None:
    standard = models.UniqueConstraint.default_violation_error_message
    found = [
        f"{model._meta.label}: {one.name}"
        for model in own_models()
        for one in model._meta.constraints
        if one.violation_error_message == standard
    ]
    assert found == []


def offered(model: type[models.Model]) -> set[str]:
    fields = {field.name for field in model._meta.get_fields()}
    return fields | set(dir(model._default_manager.all()))


def own_models() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models() if model.__module__.split(".")[0] in source.PACKAGES)


def references(model: type[models.Model]) -> Iterator[tuple[models.Field, type[models.Model]]]:  # type: ignore[type-arg]
    for field in model._meta.local_fields:
        target = field.related_model
        if isinstance(target, type) and target.__module__.split(".")[0] in source.PACKAGES:
            yield field, target


def points_up(model: type[models.Model], target: type[models.Model]) -> bool:
    ours, theirs = model._meta.app_label, target._meta.app_label
    if ours == theirs:
        return False
    if theirs not in HEIGHT:  # a domain app
        return True
    return ours in HEIGHT and HEIGHT[ours] <= HEIGHT[theirs]
