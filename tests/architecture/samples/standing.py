"""Records of the shared apps, of certifications and of penalties."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from laborportal.accounts.models import User
from laborportal.accounts.tokens import make
from laborportal.annualreport.models import Objective, Target
from laborportal.annualreport.writing import create, open_year
from laborportal.audit.recording import Act
from laborportal.employers.merging import merge
from laborportal.employers.models import MergeRequest
from laborportal.employers.transitions import ask
from laborportal.exports.models import grants_of
from laborportal.imports.models import HeldRow, ImportRun, Reversal, Upload
from tests.architecture.samples.making import People, Sample, pk_of, step, supervising_officer
from tests.factories import inspections
from tests.factories.accounts import UserFactory, person, unit
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.certifications import application, in_review, proposed
from tests.factories.employers import EmployerAliasFactory, EmployerFactory, HeadcountFactory, LinkFactory
from tests.factories.exports import ExportFactory
from tests.factories.inspections import InspectionPenaltyFactory, ViolationFactory
from tests.factories.uploads import read_upload


def draft(people: People) -> Any:
    return proposed(people["staff"])


def sent_by_staff(people: People) -> Any:
    return in_review(people["staff"])


def sent_by_the_supervisor(people: People) -> Any:
    return in_review(people["staff"], submitted_by=supervising_officer(people, "employment_security"))


def decided(people: People) -> Any:
    return application("gold")


def penalty(people: People) -> Any:
    return InspectionPenaltyFactory.create(unit=unit("inspection_office"))


def penalty_draft(people: People) -> Any:
    return inspections.draft(people["staff"])


def penalty_sent_by_staff(people: People) -> Any:
    return inspections.in_review(people["staff"])


def penalty_sent_by_the_supervisor(people: People) -> Any:
    return inspections.in_review(people["staff"], submitted_by=supervising_officer(people, "labour_conditions"))


def violation_in_review(people: People) -> Any:
    return ViolationFactory.create(penalty=penalty_sent_by_staff(people))


def violation(people: People) -> Any:
    return ViolationFactory.create(penalty=penalty(people))


def two_employers(people: People) -> dict[str, Any]:
    """Each with an application in the same round, so that they collide."""
    pair = EmployerFactory.create_batch(2)
    for one in pair:
        application("gold", employer=one)
    return {"pk": pair[0].pk, "other": pair[1].pk}


def asked_by(user: User) -> MergeRequest:
    return ask(EmployerFactory.create(), EmployerFactory.create(), Act(user, "同一家公司"))


def pair_of(request: MergeRequest) -> dict[str, Any]:
    return {"pk": request.kept_id, "other": request.merged_id}


def merged(people: People) -> dict[str, Any]:
    pair = EmployerFactory.create_batch(2)
    application("gold", employer=pair[1])
    return {"pk": merge(pair[0], pair[1], {}, Act(people["supervisor"], "同一家公司")).pk}


def held_role(people: People) -> dict[str, Any]:
    membership = person(units=()).memberships.create(unit=unit("planning"), role="staff")
    return {"pk": membership.user_id, "membership_pk": membership.pk}


def report(people: People) -> dict[str, Any]:
    open_year(Act(people["admin"]), 112)
    return {"year": 112}


def figure(people: People) -> dict[str, Any]:
    return {**report(people), "code": "certifications.gender.gold"}


def target(people: People) -> dict[str, Any]:
    opened, code = open_year(Act(people["admin"]), 112), "certifications.gender.gold"
    create(Act(people["admin"]), Target(report=opened, code=code, value=8, direction="at_least"))
    return {"year": 112, "code": code}


def objective(people: People) -> dict[str, Any]:
    opened = open_year(Act(people["admin"]), 112)
    create(Act(people["admin"]), Objective(report=opened, order=1, unit=unit("planning"), title="職場性別平等認證"))
    return {"year": 112, "order": 1}


def token_of_the_supervisor(people: People) -> Any:
    return make(people["supervisor"], "試算", 30)[0]


def export_of_the_supervisor(people: People) -> Any:
    return ExportFactory.create(
        person=people["supervisor"],
        in_background=True,
        grants=grants_of(people["supervisor"]),
        finished_at=timezone.now(),
    )


def held_row(people: People) -> HeldRow:
    run = ImportRun.objects.create(dataset="taipei_violation_list", file_name="list.csv", actor=people["staff"])
    cells = {"處分日期": "11203298", "處分字號": "字1", "事業單位名稱": "甲公司", "違反勞動基準法條款": "第24條"}
    problems = [{"row": 1, "column": "處分日期", "value": "11203298", "message": "不是日期"}]
    return HeldRow.objects.create(run=run, dataset=run.dataset, row=1, digest="x", cells=cells, problems=problems)


def read_file(people: People) -> Upload:
    SeriesFactory.create()
    return read_upload(people["staff"], "number,series,held_on,title\nA1,gender_advocacy,1040229x,座談會\n")


def import_of_staff(people: People) -> ImportRun:
    return ImportRun.objects.create(dataset="activities", file_name="sessions.csv", actor=people["staff"])


def import_being_taken_back(people: People) -> ImportRun:
    run = import_of_staff(people)
    Reversal.objects.create(run=run, person=people["staff"])
    return run


somebody = pk_of(lambda people: UserFactory.create())
employer = pk_of(lambda people: EmployerFactory.create())
activity = pk_of(lambda people: ActivityFactory.create())

SAMPLES: Mapping[tuple[str, str], Sample] = {
    ("account_kept", "a form of somebody else"): lambda people: {"key": "unknown"},
    ("administration:person", ""): somebody,
    ("administration:edit", ""): somebody,
    ("administration:give_role", ""): somebody,
    ("administration:end_role", ""): held_role,
    ("administration:deactivate", ""): somebody,
    ("administration:reactivate", ""): somebody,
    ("administration:unlock", ""): somebody,
    ("administration:reset_password", ""): somebody,
    ("administration:remove_second_factor", ""): somebody,
    ("employers:record", ""): employer,
    ("employers:edit", ""): employer,
    ("employers:void", ""): employer,
    ("employers:name_create", ""): employer,
    ("employers:name_edit", ""): lambda people: {"part": EmployerAliasFactory.create().pk},
    ("employers:headcount_create", ""): employer,
    ("employers:headcount_edit", ""): lambda people: {"part": HeadcountFactory.create().pk},
    ("employers:link_create", ""): employer,
    ("employers:link_edit", ""): lambda people: {"part": LinkFactory.create().pk},
    ("employers:closing", ""): employer,
    ("employers:choose_merge", ""): employer,
    ("employers:ask_merge", ""): two_employers,
    ("employers:separate", ""): two_employers,
    ("employers:merge", ""): two_employers,
    ("employers:merge", "asked for by the supervisor"): lambda people: pair_of(asked_by(people["supervisor"])),
    ("employers:merge_request", "asked for by staff"): lambda people: {"pk": asked_by(people["staff"]).pk},
    ("employers:merge_request", "an own request"): lambda people: {"pk": asked_by(people["supervisor"]).pk},
    ("employers:merged", ""): merged,
    ("account_withdraw_token", "the supervisor's"): pk_of(token_of_the_supervisor),
    ("api:records", ""): lambda people: {"dataset": "activities"},
    ("api:records", "a dataset that does not exist"): lambda people: {"dataset": "sheep"},
    ("api:nothing", ""): lambda people: {"other": "activities/1/2"},
    ("api_report", ""): lambda people: {"year": "112"},
    ("exports:export", "the supervisor's"): pk_of(export_of_the_supervisor),
    ("exports:file", "the supervisor's, removed"): pk_of(export_of_the_supervisor),
    ("certifications:record", ""): pk_of(draft),
    ("certifications:edit", "a draft"): pk_of(draft),
    ("certifications:edit", "in review"): pk_of(sent_by_staff),
    ("certifications:edit", "decided"): pk_of(decided),
    ("certifications:void", "a draft"): pk_of(draft),
    ("certifications:step", "submit a draft"): step("submit", draft),
    ("certifications:step", "approve, sent by staff"): step("approve", sent_by_staff),
    ("certifications:step", "approve, an own case"): step("approve", sent_by_the_supervisor),
    ("certifications:step", "return, sent by staff"): step("return", sent_by_staff),
    ("certifications:step", "return, an own case"): step("return", sent_by_the_supervisor),
    ("certifications:step", "reopen, decided"): step("reopen", decided),
    ("certifications:step", "approve, already decided"): step("approve", decided),
    ("certifications:step", "a step that does not exist"): step("embellish", draft),
    ("activities:record", ""): activity,
    ("activities:edit", ""): activity,
    ("activities:void", ""): activity,
    ("activities:series_edit", ""): pk_of(lambda people: SeriesFactory.create()),
    ("penalties:record", "decided"): pk_of(penalty),
    ("penalties:record", "a draft"): pk_of(penalty_draft),
    ("penalties:edit", "a draft"): pk_of(penalty_draft),
    ("penalties:edit", "in review"): pk_of(penalty_sent_by_staff),
    ("penalties:edit", "decided"): pk_of(penalty),
    ("penalties:void", "decided"): pk_of(penalty),
    ("penalties:void", "a draft"): pk_of(penalty_draft),
    ("penalties:step", "submit a draft"): step("submit", penalty_draft),
    ("penalties:step", "confirm, sent by staff"): step("confirm", penalty_sent_by_staff),
    ("penalties:step", "confirm, an own case"): step("confirm", penalty_sent_by_the_supervisor),
    ("penalties:step", "return, sent by staff"): step("return", penalty_sent_by_staff),
    ("penalties:step", "return, an own case"): step("return", penalty_sent_by_the_supervisor),
    ("penalties:step", "reopen, decided"): step("reopen", penalty),
    ("penalties:step", "confirm, already decided"): step("confirm", penalty),
    ("penalties:step", "a step that does not exist"): step("embellish", penalty_draft),
    ("imports:upload", "activities"): lambda people: {"name": "activities"},
    ("imports:upload", "the violation list of the city"): lambda people: {"name": "taipei_violation_list"},
    ("imports:upload", "nothing that exists"): lambda people: {"name": "embellishments"},
    ("imports:template", "activities"): lambda people: {"name": "activities", "kind": "csv"},
    ("imports:file", "read, of staff"): pk_of(read_file),
    ("imports:lines", "errors, of staff"): lambda people: {"pk": read_file(people).pk, "kind": "error"},
    ("imports:errors", "read, of staff"): pk_of(read_file),
    ("imports:progress", "read, of staff"): pk_of(read_file),
    ("imports:restart", "read, of staff"): pk_of(read_file),
    ("imports:record", "by staff"): pk_of(import_of_staff),
    ("imports:revert", "by staff"): pk_of(import_of_staff),
    ("imports:revert_progress", "by staff"): pk_of(import_being_taken_back),
    ("inspections:mend", ""): pk_of(held_row),
    ("inspections:dismiss", ""): pk_of(held_row),
    ("violations:record", ""): pk_of(violation),
    ("violations:edit", "its penalty decided"): pk_of(violation),
    ("violations:edit", "its penalty in review"): pk_of(violation_in_review),
    ("violations:void", ""): pk_of(violation),
    ("annualreport:report", ""): report,
    ("annualreport:figure", ""): figure,
    ("annualreport:edit", ""): report,
    ("annualreport:edit_objective", ""): objective,
    ("annualreport:definitions", ""): report,
    ("annualreport:new_figure", ""): lambda people: {"dataset": "activities"},
    ("annualreport:edit_figure", ""): figure,
    ("annualreport:withdraw_figure", ""): figure,
    ("annualreport:restore_figure", ""): figure,
    ("annualreport:target", ""): figure,
    ("annualreport:withdraw_target", ""): target,
}
