"""What waits for whom follows from the state of a case."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType

from laborportal.accounts.models import Role
from laborportal.rocyear.dates import today
from laborportal.workflow.models import Approval, Decision, Waiting
from laborportal.workflow.processes import C, process_of


def wait_anew(cases: Sequence[C], remark: str = "") -> None:
    """Rewrites what waits of these cases (of one model); *remark* is the reason of the step that led here."""
    if not cases:
        return
    kind = ContentType.objects.get_for_model(cases[0])
    ids = [case.pk for case in cases]
    Waiting.objects.filter(case_type=kind, case_id__in=ids).delete()
    rows = [_row(case, kind, remark) for case in cases if _waits(case)]
    submissions = Approval.objects.filter(case_type=kind, case_id__in=ids, decision=Decision.SUBMITTED)
    submitters = dict(submissions.order_by("pk").values_list("case_id", "person_id")) if rows else {}
    for row in rows:
        row.submitted_by_id = submitters.get(row.case_id)
    Waiting.objects.bulk_create(rows)


def _waits(case: C) -> bool:
    wait = process_of(case).waits.get(case.state)
    return wait is not None and case.voided_at is None and not (wait.officer_only and case.officer_id is None)


def _row(case: C, kind: ContentType, remark: str) -> Waiting:
    wait = process_of(case).waits[case.state]
    return Waiting(
        case_type=kind,
        case_id=case.pk,
        unit_id=case.unit_id,
        role=wait.role,
        person_id=case.officer_id if wait.role == Role.STAFF else None,
        officer_id=case.officer_id,
        state=case.state,
        due=None if wait.days is None else today() + timedelta(days=wait.days),
        remark=remark[:500],
    )
