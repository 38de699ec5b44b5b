"""What waits for whom follows from the state of a case."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType

from laborportal.accounts.models import Role
from laborportal.parameters.restdays import LONGEST_REST, rest_days
from laborportal.rocyear.dates import today
from laborportal.workflow.models import Approval, Decision, Waiting
from laborportal.workflow.processes import C, process_of


def wait_anew(cases: Sequence[C], remark: str = "", *, step: bool = False) -> None:
    """Rewrites what waits of these cases (of one model); *remark* is the reason of the step that led here.

    A case that waits in the same state as before goes on waiting: since when, why and until when stays, unless its
    due date is worked out from the case. With *step* somebody has just taken one, and every wait begins now.
    """
    if not cases:
        return
    kind = ContentType.objects.get_for_model(cases[0])
    found = Waiting.objects.filter(case_type=kind, case_id__in=[case.pk for case in cases])
    before = {} if step else {row.case_id: row for row in found}
    rows = [_row(case, kind, remark, before.get(case.pk)) for case in cases if _waits(case)]
    found.delete()
    if rows:
        _name_submitters(kind, rows)
        _give_days(cases[0], rows)
        Waiting.objects.bulk_create(rows)


def _waits(case: C) -> bool:
    wait = process_of(case).waits.get(case.state)
    return wait is not None and case.voided_at is None and not (wait.officer_only and case.officer_id is None)


def _row(case: C, kind: ContentType, remark: str, before: Waiting | None) -> Waiting:
    wait = process_of(case).waits[case.state]
    row = Waiting(
        case_type=kind,
        case_id=case.pk,
        unit_id=case.unit_id,
        role=wait.role,
        person_id=case.officer_id if wait.role == Role.STAFF else None,
        officer_id=case.officer_id,
        state=case.state,
        due=wait.due(case) if wait.due else None,
        remark=remark[:500],
    )
    if before and before.state == row.state:
        row.since, row.remark = before.since, row.remark or before.remark
        row.due = row.due if wait.due else before.due
    return row


def _name_submitters(kind: ContentType, rows: Sequence[Waiting]) -> None:
    ids = [row.case_id for row in rows]
    submissions = Approval.objects.filter(case_type=kind, case_id__in=ids, decision=Decision.SUBMITTED)
    submitters = dict(submissions.order_by("pk").values_list("case_id", "person_id"))
    for row in rows:
        row.submitted_by_id = submitters.get(row.case_id)


def _give_days(case: C, rows: Sequence[Waiting]) -> None:
    """The last of so many calendar days is a working day; one query, if any wait is counted in days."""
    waits = process_of(case).waits
    days = {row.state: waits[row.state].days for row in rows if row.due is None and not waits[row.state].due}
    ends = {state: today() + timedelta(days=count) for state, count in days.items() if count is not None}
    if ends:
        rest = rest_days(min(ends.values()), max(ends.values()) + LONGEST_REST)
        for row in rows:
            row.due = row.due or (rest.first_workday(ends[row.state]) if row.state in ends else None)
