"""A request for a merge: anybody who keeps the register may ask, a supervisor who did not ask decides."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import units_of
from laborportal.audit.recording import Act, Change, record
from laborportal.employers.merging import merge
from laborportal.employers.models import Employer, MergeRecord, MergeRequest, MergeState
from laborportal.employers.policies import may_ask_for_a_merge, may_merge_employers
from laborportal.workflow.models import Approval, Decision
from laborportal.workflow.performing import perform
from laborportal.workflow.processes import Process, Transition, Wait, register_process
from laborportal.workflow.refusals import refusal

DAYS_TO_DECIDE = 14

ASK = Transition[MergeRequest](
    code="ask",
    words=_("Ask for a merge"),
    done=_("asked for a merge"),
    decision=Decision.SUBMITTED,
    sources=frozenset({MergeState.DRAFT}),
    target=MergeState.ASKED,
    permission=lambda user, request: may_ask_for_a_merge(user),
    needs_reason=True,
)
MERGE = Transition[MergeRequest](
    code="merge",
    words=_("Merge"),
    done=_("merged the two employers"),
    decision=Decision.APPROVED,
    sources=frozenset({MergeState.ASKED}),
    target=MergeState.MERGED,
    permission=lambda user, request: may_merge_employers(user),
    needs_reason=True,
    other_person=True,
)
DECLINE = Transition[MergeRequest](
    code="decline",
    words=_("Decline with a reason"),
    done=_("declined the merge"),
    decision=Decision.RETURNED,
    sources=frozenset({MergeState.ASKED}),
    target=MergeState.DECLINED,
    permission=lambda user, request: may_merge_employers(user),
    needs_reason=True,
    other_person=True,
)

REQUESTS = register_process(
    Process(
        model=MergeRequest,
        name=_("Merge of two employers"),
        states=MergeState,
        marks={MergeState.ASKED: "review", MergeState.MERGED: "done", MergeState.DECLINED: "stop"},
        transitions=(ASK, MERGE, DECLINE),
        waits={MergeState.ASKED: Wait(role=Role.SUPERVISOR, words=_("merge or decline"), days=DAYS_TO_DECIDE)},
        subject=lambda request: str(request.kept),
        related=("kept", "merged", "unit"),
    )
)


def open_request(one: Employer, other: Employer) -> MergeRequest | None:
    """The request about these two that waits, whichever way it was asked."""
    pair = Q(kept=one, merged=other) | Q(kept=other, merged=one)
    return MergeRequest.objects.filter(pair, state=MergeState.ASKED).select_related("kept", "merged", "unit").first()


def ask(kept: Employer, merged: Employer, act: Act) -> MergeRequest:
    """The request about these two, made anew unless one waits already; it waits in a unit of the person's."""
    waiting = open_request(kept, merged)
    if waiting is not None:
        return waiting
    unit = min(units_of(act.actor, Role.STAFF, Role.SUPERVISOR))
    with transaction.atomic():
        request = MergeRequest.objects.create(kept=kept, merged=merged, unit_id=unit, officer_id=act.actor.pk)
        record(act, "created", request)
        return perform(request, ASK, act=act, seen_state=request.state, seen_version=request.version)


def own_request(user: User, request: MergeRequest) -> str:
    """Why *user* may not decide *request*; blank when nothing stands in the way."""
    return refusal(user, request, MERGE, list(Approval.objects.of(request)))


def decide_to_merge(kept: Employer, merged: Employer, stands: Mapping[str, str], act: Act) -> MergeRecord:
    """Merges, and settles the request about the two if one waits; raises NotMerged, NotAllowed or Stale."""
    request = open_request(kept, merged)
    if request is None:
        return merge(kept, merged, stands, act)
    made: list[MergeRecord] = []

    def effect(request: MergeRequest, act: Act) -> Mapping[str, Change]:
        made.append(merge(kept, merged, stands, act))
        return {}

    perform(request, replace(MERGE, effect=effect), act=act, seen_state=request.state, seen_version=request.version)
    return made[0]
