"""Penalties, letters, payments, justifications and public lists of the quota."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.architecture.samples.making import People, Sample, pk_of, step, supervising_officer
from tests.factories.quota import QuotaMonthFactory
from tests.factories.quota_casework import (
    JustificationFactory,
    NoticeFactory,
    PaymentFactory,
    QuotaPenaltyFactory,
    draft,
    in_review,
    issued,
    prepared,
    published,
    served,
    to_rule,
)

REHABILITATION = "rehabilitation"


def penalty(people: People) -> Any:
    return QuotaPenaltyFactory.create()


def penalty_draft(people: People) -> Any:
    return draft(people["staff"])


def penalty_sent_by_staff(people: People) -> Any:
    return in_review(people["staff"])


def penalty_sent_by_the_supervisor(people: People) -> Any:
    return in_review(people["staff"], submitted_by=supervising_officer(people, REHABILITATION))


def notice(people: People) -> Any:
    return NoticeFactory.create()


def issued_notice(people: People) -> Any:
    return issued(people["staff"])


def served_notice(people: People) -> Any:
    return served(people["staff"])


def justification(people: People) -> Any:
    return JustificationFactory.create(officer=people["staff"])


def sent_justification(people: People) -> Any:
    return to_rule(people["staff"])


def own_justification(people: People) -> Any:
    return to_rule(people["staff"], submitted_by=supervising_officer(people, REHABILITATION))


def prepared_list(people: People) -> Any:
    return prepared(people["staff"])


def own_list(people: People) -> Any:
    return prepared(people["supervisor"])


def published_list(people: People) -> Any:
    return published(people["staff"], people["supervisor"])


def row_of_a_list(people: People) -> dict[str, Any]:
    found = published_list(people)
    return {"pk": found.pk, "row": found.rows.get().pk}


def file_of_a_list(people: People) -> dict[str, Any]:
    return {"pk": published_list(people).pk, "format": "csv"}


def tracked_year(people: People) -> dict[str, Any]:
    QuotaMonthFactory.create(month=date(2022, 12, 1))
    return {"year": 112}


SAMPLES: Mapping[tuple[str, str], Sample] = {
    ("quota_penalties:record", "decided"): pk_of(penalty),
    ("quota_penalties:record", "a draft"): pk_of(penalty_draft),
    ("quota_penalties:edit", "a draft"): pk_of(penalty_draft),
    ("quota_penalties:edit", "in review"): pk_of(penalty_sent_by_staff),
    ("quota_penalties:edit", "decided"): pk_of(penalty),
    ("quota_penalties:void", "decided"): pk_of(penalty),
    ("quota_penalties:step", "submit a draft"): step("submit", penalty_draft),
    ("quota_penalties:step", "confirm, sent by staff"): step("confirm", penalty_sent_by_staff),
    ("quota_penalties:step", "confirm, an own case"): step("confirm", penalty_sent_by_the_supervisor),
    ("quota_penalties:step", "return, sent by staff"): step("return", penalty_sent_by_staff),
    ("quota_penalties:step", "return, an own case"): step("return", penalty_sent_by_the_supervisor),
    ("quota_penalties:step", "reopen, decided"): step("reopen", penalty),
    ("quota_penalties:step", "confirm, already decided"): step("confirm", penalty),
    ("quota_penalties:step", "pay"): step("pay", penalty),
    ("quota_penalties:step", "lodge an appeal"): step("lodge", penalty),
    ("quota_penalties:step", "revoke"): step("revoke", penalty),
    ("quota_penalties:step", "a step that does not exist"): step("embellish", penalty),
    ("quota_notices:record", ""): pk_of(notice),
    ("quota_notices:step", "issue"): step("issue", notice),
    ("quota_notices:step", "do not send"): step("drop", notice),
    ("quota_notices:step", "note the service"): step("serve", issued_notice),
    ("quota_notices:step", "correct the service"): step("correct_service", served_notice),
    ("quota_notices:step", "close"): step("close", served_notice),
    ("quota_notices:step", "withdraw"): step("withdraw", issued_notice),
    ("quota_notices:step", "serve, not issued"): step("serve", notice),
    ("quota_payments:create", ""): pk_of(lambda people: QuotaMonthFactory.create()),
    ("quota_payments:record", ""): pk_of(lambda people: PaymentFactory.create()),
    ("quota_payments:void", ""): pk_of(lambda people: PaymentFactory.create()),
    ("quota_justifications:record", ""): pk_of(justification),
    ("quota_justifications:edit", "a draft"): pk_of(justification),
    ("quota_justifications:edit", "in review"): pk_of(sent_justification),
    ("quota_justifications:void", ""): pk_of(justification),
    ("quota_justifications:step", "submit"): step("submit_justification", justification),
    ("quota_justifications:step", "accept, sent by staff"): step("accept", sent_justification),
    ("quota_justifications:step", "accept, an own case"): step("accept", own_justification),
    ("quota_justifications:step", "reject, sent by staff"): step("reject", sent_justification),
    ("quota_justifications:step", "reject, an own case"): step("reject", own_justification),
    ("quota_lists:record", ""): pk_of(published_list),
    ("quota_lists:download", ""): file_of_a_list,
    ("quota_lists:correct", ""): row_of_a_list,
    ("quota_lists:remove", ""): row_of_a_list,
    ("quota_lists:void", "prepared"): pk_of(prepared_list),
    ("quota_lists:void", "published"): pk_of(published_list),
    ("quota_lists:step", "publish"): step("publish", prepared_list),
    ("quota_lists:step", "publish, an own list"): step("publish", own_list),
    ("quota_lists:step", "take off"): step("take_off", published_list),
    ("quota_cohorts:record", ""): lambda people: {"year": 112},
    ("quota_cohorts:take", ""): tracked_year,
}
