"""Taking back an import of cases: what it did to the register goes with it, but for what others use by now."""

from dataclasses import replace

import pytest
from django.db import transaction

from laborportal.audit.recording import Act, history_of
from laborportal.employers.models import Employer
from laborportal.employers.references import EmployerReference
from laborportal.imports.models import ImportRun
from laborportal.imports.rows import Row
from laborportal.imports.undoing import revert
from tests.factories.certifications import application
from tests.factories.employers import EmployerFactory
from tests.laborportal.employers.rows import row

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "10000004", "10000014"


def imported(act: Act, *rows: Row) -> ImportRun:
    run = ImportRun.objects.create(dataset="inspection_penalties", sha256="0" * 64, actor_id=act.actor.pk)
    reference = EmployerReference()
    reference.resolve(rows)
    with transaction.atomic():
        reference.write(rows, replace(act, import_id=run.pk))
    return run


def test_an_employer_that_nobody_else_uses_is_voided(act: Act) -> None:
    run = imported(act, row(1, NUMBER, "澄墨資訊"))
    revert(run, act)
    assert not Employer.objects.standing().exists()


def test_an_employer_that_others_use_by_now_stays_without_the_names_that_the_import_gave(act: Act) -> None:
    run = imported(act, row(1, NUMBER, "澄墨資訊"), row(2, NUMBER, "澄墨別名"))
    made = Employer.objects.get()
    application(employer=made)
    imported(act, row(1, NUMBER, "澄墨資訊"))
    revert(run, act)
    made.refresh_from_db()
    assert (made.voided_at, made.ubn, made.alias_names) == (None, NUMBER, [])
    assert history_of(made)[0].changes == {"aliases": [["澄墨別名"], []]}


def test_a_number_and_a_name_that_an_import_gave_go_with_it(act: Act) -> None:
    unnumbered = EmployerFactory.create(ubn="", name="穗嶺物流")
    renamed = EmployerFactory.create(ubn=OTHER, name="霽禾生技")
    run = imported(act, row(1, NUMBER, "穗嶺物流"), row(2, OTHER, "榕澗生技"))
    revert(run, act)
    unnumbered.refresh_from_db()
    renamed.refresh_from_db()
    assert (unnumbered.ubn, renamed.alias_names) == ("", [])
    assert imported(act, row(1, OTHER, "榕澗生技")).pk
    assert Employer.objects.get(pk=renamed.pk).alias_names == ["榕澗生技"]


def test_a_name_that_another_import_gave_since_stays(act: Act) -> None:
    run = imported(act, row(1, NUMBER, "澄墨資訊"), row(2, NUMBER, "澄墨別名"))
    made = Employer.objects.get()
    application(employer=made)
    imported(act, row(1, NUMBER, "澄墨又名"))
    revert(run, act)
    made.refresh_from_db()
    assert (made.voided_at, made.alias_names) == (None, ["澄墨又名"])
    assert history_of(made)[0].changes == {"aliases": [["澄墨別名", "澄墨又名"], ["澄墨又名"]]}
    assert history_of(made)[0].target_version == made.version
