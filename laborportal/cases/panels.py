"""On the page of every case: its state, what happens next and who must do it, who has decided what so far, its files.

On the first page: the files of the person that were read and wait for a choice, what is due in the person's units, what
waits everywhere for those who read everything, and what the person worked on last.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import has_role, sees_everything
from laborportal.cases.attachments import may_attach, may_take_back
from laborportal.cases.home import register_home_panel
from laborportal.cases.models import Attachment
from laborportal.cases.queue import by_kind, by_unit
from laborportal.cases.recent import worked_on
from laborportal.cases.steps import Outlook, outlook, who_can_go_on
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.panels import register_panel
from laborportal.imports.models import Upload
from laborportal.imports.policies import uploads_visible_to
from laborportal.rocyear.dates import today
from laborportal.workflow.models import Approval, Decision, Stateful

FILES_SHOWN = 5
MARKS = {
    Decision.SUBMITTED: "done",
    Decision.APPROVED: "done",
    Decision.NOTED: "done",
    Decision.RETURNED: "stop",
    Decision.REOPENED: "warn",
}


def _outlook(request: HttpRequest, record: Any) -> Outlook | None:
    """Worked out once for the three panels of a page."""
    if not isinstance(record, Stateful):
        return None
    known: Outlook | None = getattr(request, "case_outlook", None)
    if known is None or known.case is not record:
        known = outlook(request.user, record)  # type: ignore[arg-type]
        request.case_outlook = known  # type: ignore[attr-defined]
    return known


def state_tag(request: HttpRequest, dataset: Dataset, record: Any) -> Mapping[str, Any] | None:
    found = _outlook(request, record)
    return None if found is None else {"label": found.state_label, "mark": found.mark}


def next_step(request: HttpRequest, dataset: Dataset, record: Any) -> Mapping[str, Any] | None:
    found = _outlook(request, record)
    if found is None or (found.wait is None and not found.open_steps):
        return None
    due = found.waiting.due if found.waiting else None
    return {
        "outlook": found,
        "steps": [
            (step, reverse(f"{dataset.namespace}:step", args=[record.pk, step.code])) for step in found.open_steps
        ],
        "people": _(" or ").join(str(person) for person in who_can_go_on(found)),
        "due": due,
        "days_left": (due - today()).days if due else None,
        "days_late": (today() - due).days if due else None,
    }


def approvals(request: HttpRequest, dataset: Dataset, record: Any) -> Mapping[str, Any] | None:
    found = _outlook(request, record)
    if found is None:
        return None
    return {"outlook": found, "rows": _rows(found)}


def _rows(found: Outlook) -> Sequence[tuple[Approval, str, str]]:
    return [
        (approval, _step_words(found, approval), MARKS.get(Decision(approval.decision), ""))
        for approval in found.approvals
    ]


def _step_words(found: Outlook, approval: Approval) -> str:
    step = found.process.transition(approval.step)
    return str(step.words) if step else approval.get_decision_display()


def attachments(request: HttpRequest, dataset: Dataset, record: Any) -> Mapping[str, Any] | None:
    if not isinstance(record, Stateful) or not dataset.attachments:
        return None
    user = cast(User, request.user)
    found = list(Attachment.objects.of(record).select_related("person"))
    may_add = may_attach(user, record)
    if not found and not may_add:
        return None
    return {
        "standing": [(file, may_take_back(user, record, file)) for file in found if file.voided_at is None],
        "voided": [file for file in found if file.voided_at],
        "attach_url": reverse("cases:attach", args=[dataset.name, record.pk]) if may_add else "",
    }


def waiting_files(request: HttpRequest) -> Mapping[str, Any] | None:
    user = request.user
    assert isinstance(user, User)  # every page is behind the sign-in
    found = uploads_visible_to(user).filter(person=user, stage=Upload.Stage.READ)[: FILES_SHOWN + 1]
    return {"files": found[:FILES_SHOWN], "more": len(found) > FILES_SHOWN} if found else None


def due_in_units(request: HttpRequest) -> Mapping[str, Any] | None:
    user = request.user
    if not has_role(user, Role.STAFF, Role.SUPERVISOR) or sees_everything(user):
        return None
    return {"title": _("What waits in my units"), "head": _("Kind of case"), "lines": by_kind(cast(User, user))}


def waits_everywhere(request: HttpRequest) -> Mapping[str, Any] | None:
    if not sees_everything(request.user):
        return None
    return {"title": _("What waits in all units"), "head": _("Unit"), "lines": by_unit(cast(User, request.user))}


def last_worked_on(request: HttpRequest) -> Mapping[str, Any] | None:
    found = worked_on(cast(User, request.user))
    return {"worked": found} if found else None


register_home_panel("cases/waiting_files.html", waiting_files)
register_home_panel("cases/waiting_lines.html", due_in_units)
register_home_panel("cases/waiting_lines.html", waits_everywhere, "main")
register_home_panel("cases/worked_on.html", last_worked_on, "main")
register_panel("top", "cases/state.html", state_tag)
register_panel("main", "cases/next_step.html", next_step)
register_panel("side", "cases/approvals.html", approvals)
register_panel("side", "cases/attachments.html", attachments)
