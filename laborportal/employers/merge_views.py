"""The pages of a merge: which other employer, asking, deciding, and the way back."""

from typing import Any, cast

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from laborportal.accounts.models import User
from laborportal.audit.recording import history_of
from laborportal.datasets.registry import of_model
from laborportal.employers.columns import COLUMNS
from laborportal.employers.duplicates import keep_separate, kept_apart
from laborportal.employers.forms import ChooseForm, MergeForm, ReasonForm
from laborportal.employers.merging import Collision, Group, NotMerged, prospect
from laborportal.employers.models import Employer, MergeRecord, MergeRequest, MergeState
from laborportal.employers.policies import may_ask_for_a_merge, may_merge_employers, may_see_employers
from laborportal.employers.splitting import NotSplit, elsewhere, obstacles, split
from laborportal.employers.transitions import DECLINE, ask, decide_to_merge, open_request, own_request
from laborportal.employers.views import RegisterPage
from laborportal.exports.columns import MISSING
from laborportal.workflow.models import Approval
from laborportal.workflow.performing import NotAllowed, Stale, perform

ROWS_SHOWN = 200
HEADS_SHOWN = 6


class ChooseView(RegisterPage):
    """Names the other employer; a supervisor goes on to the merge, others to asking for it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(ChooseForm(self.employer))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ChooseForm(self.employer, data=request.POST)
        if not form.is_valid() or form.other is None:
            return self.show(form)
        name = "merge" if may_merge_employers(self.user) else "ask_merge"
        return redirect(f"employers:{name}", self.employer.pk, form.other.pk)

    def show(self, form: ChooseForm) -> HttpResponse:
        title = _("Merge with {name}").format(name=self.employer.name)
        return self.render("employers/choose.html", form=form, record=self.employer, title=title)


class PairPage(RegisterPage):
    """A page about two employers: `pk` is the one that stays."""

    def found(self) -> Employer:
        if self.kwargs["other"] == self.kwargs["pk"]:
            raise Http404
        self.other = self.named(self.kwargs["other"])
        return super().found()

    def compared(self) -> list[tuple[Any, str, str]]:
        """What the register says of both, side by side."""
        pair = (self.employer, self.other)
        names = [_(", ").join(employer.alias_names) or MISSING for employer in pair]
        numbers = [_(", ").join(employer.old_numbers) or MISSING for employer in pair]
        shown = [(column.label, *(column.shown_of(employer) for employer in pair)) for column in COLUMNS]
        return [*shown, (_("Other names"), *names), (_("Former numbers"), *numbers)]  # type: ignore[list-item]


class ReasonPage(PairPage):
    """Something about two employers for which a reason is all that is needed."""

    template_name = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(ReasonForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        return self.done(form)

    def done(self, form: ReasonForm) -> HttpResponse:
        raise NotImplementedError

    def show(self, form: ReasonForm) -> HttpResponse:
        compared = self.compared()
        return self.render(self.template_name, form=form, record=self.employer, other=self.other, compared=compared)


class AskView(ReasonPage):
    template_name = "employers/ask_merge.html"

    def allowed(self) -> bool:
        return may_ask_for_a_merge(self.user)

    def done(self, form: ReasonForm) -> HttpResponse:
        asked = ask(self.employer, self.other, form.act(self.user))
        messages.success(self.request, _("Asked for: {request}").format(request=asked))
        return redirect(asked)


class SeparateView(ReasonPage):
    template_name = "employers/separate.html"

    def done(self, form: ReasonForm) -> HttpResponse:
        keep_separate(self.employer, self.other, form.act(self.user))
        messages.success(self.request, _("Kept separate from {name}.").format(name=self.other.name))
        return redirect(self.employer)


class MergeView(PairPage):
    """Both side by side, everything that would move, and of each collision the question which one stands."""

    def allowed(self) -> bool:
        if not may_merge_employers(self.user):
            return False
        request = open_request(self.employer, self.other)
        if request is not None and (sentence := own_request(self.user, request)):
            raise PermissionDenied(sentence)
        return True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(MergeForm(prospect(self.employer, self.other)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = MergeForm(prospect(self.employer, self.other), data=request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            decide_to_merge(self.employer, self.other, form.stands, form.act(self.user))
        except (NotMerged, NotAllowed, Stale) as error:
            form.add_error(None, str(error))
            return self.show(form)
        messages.success(request, _("Merged: {name} is now part of this entry.").format(name=self.other.name))
        return redirect(self.employer)

    def show(self, form: MergeForm) -> HttpResponse:
        plan = form.plan
        return self.render(
            "employers/merge.html",
            form=form,
            record=self.employer,
            other=self.other,
            compared=self.compared(),
            plan=plan,
            groups=[shown_group(group, self.user) for group in plan.groups],
            collisions=[shown_collision(collision, self.user) for collision in plan.collisions],
            request_waiting=open_request(self.employer, self.other),
            apart=self.other.pk in kept_apart(self.employer),
        )


def shown_group(group: Group, user: User) -> dict[str, Any]:
    """What the page lists of a group: rows that the person may see, and how many others there are."""
    model, dataset = group.key.model, of_model(group.key.model)
    label = dataset.label if dataset else model._meta.verbose_name_plural
    pks = [record.pk for record in group.moving]
    if dataset is None:
        rows = [("", [str(record)]) for record in group.moving[:ROWS_SHOWN]]
        return {
            "label": label,
            "count": len(pks),
            "heads": [model._meta.verbose_name],
            "rows": rows,
            "ties": group.ties,
        }
    heads = [column for column in dataset.columns if column.shown and column.name not in {"ubn", "employer"}]
    seen = dataset.read(dataset.visible_to(user).filter(pk__in=pks)).order_by(*dataset.order)
    rows = [
        (dataset.record_url(record), [head.shown_of(record) for head in heads[:HEADS_SHOWN]])
        for record in seen[:ROWS_SHOWN]
    ]
    heads_shown = [head.label for head in heads[:HEADS_SHOWN]]
    return {
        "label": label,
        "count": len(pks),
        "heads": heads_shown,
        "rows": rows,
        "unseen": len(pks) - len(rows),
        "ties": group.ties,
    }


def shown_collision(collision: Collision, user: User) -> dict[str, Any]:
    """The two records side by side, as far as the person may see them."""
    dataset = of_model(type(collision.moving))
    pair = (collision.standing, collision.moving)
    if dataset is None:
        return {"about": collision, "urls": ("", ""), "lines": [("", *map(str, pair))]}
    seen = dataset.read(dataset.visible_to(user).filter(pk__in=[record.pk for record in pair])).in_bulk()
    known = [seen.get(record.pk) for record in pair]
    urls = [dataset.record_url(record) if record else "" for record in known]
    columns = [column for column in dataset.columns if column.name not in {"ubn", "employer"}]
    lines = [(column.label, *(column.shown_of(one) if one else MISSING for one in known)) for column in columns]
    return {"about": collision, "urls": urls, "lines": lines}


class RequestView(RegisterPage):
    """A request for a merge: what it is about, who asked and why; a supervisor declines here or goes on to merge."""

    def found(self) -> Employer:
        self.asked = get_object_or_404(
            MergeRequest.objects.select_related("kept", "merged", "unit", "officer"), pk=self.kwargs["pk"]
        )
        if not may_see_employers(self.user):
            raise Http404
        return cast(Employer, self.asked.kept)

    def allowed(self) -> bool:
        return self.request.method != "POST" or may_merge_employers(self.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(ReasonForm(initial={"version": self.asked.version}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if sentence := own_request(self.user, self.asked):
            raise PermissionDenied(sentence)
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        seen = {"seen_state": MergeState.ASKED, "seen_version": form.cleaned_data["version"]}
        try:
            perform(self.asked, DECLINE, act=form.act(self.user), **seen)
        except (Stale, NotAllowed) as error:
            form.add_error(None, str(error))
            return self.show(form)
        messages.success(request, _("Declined: {request}").format(request=self.asked))
        return redirect(self.asked.kept)

    def show(self, form: ReasonForm) -> HttpResponse:
        waits = self.asked.state == MergeState.ASKED
        sentence = own_request(self.user, self.asked) if waits else ""
        return self.render(
            "employers/merge_request.html",
            form=form,
            asked=self.asked,
            record=self.asked.kept,
            approvals=Approval.objects.of(self.asked).select_related("person"),
            refusal=sentence if may_merge_employers(self.user) else "",
            may_decide=waits and may_merge_employers(self.user) and not sentence,
            events=history_of(self.asked),
        )


class MergedView(RegisterPage):
    """What a merge did; a supervisor splits it here, or reads what stands in the way."""

    def found(self) -> Employer:
        self.done = get_object_or_404(MergeRecord.objects.select_related("kept", "merged"), pk=self.kwargs["pk"])
        if not may_see_employers(self.user):
            raise Http404
        return self.done.kept

    def allowed(self) -> bool:
        return self.request.method != "POST" or may_merge_employers(self.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(ReasonForm(), obstacles(self.done))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form, obstacles(self.done))
        left = elsewhere(self.done)
        try:
            split(self.done, form.act(self.user))
        except NotSplit as error:
            return self.show(form, error.obstacles)
        messages.success(request, _("Split: {name} stands by itself again.").format(name=self.done.merged.name))
        for record in left:
            messages.warning(request, _("{record} stays with the employer it was given since.").format(record=record))
        return redirect(reverse("employers:record", args=[self.done.merged_id]))

    def show(self, form: ReasonForm, in_the_way: list[str]) -> HttpResponse:
        groups: dict[str, int] = {}
        for label, _name, _pk in self.done.moved:
            groups[label] = groups.get(label, 0) + 1
        return self.render(
            "employers/merged.html",
            form=form,
            done=self.done,
            record=self.done.kept,
            groups=[(label_of(label), count) for label, count in groups.items()],
            voided=[(label_of(label), pk) for label, pk, _version in self.done.voided],
            obstacles=in_the_way,
            left=elsewhere(self.done) if self.done.split_at is None else [],
            may_split=may_merge_employers(self.user) and self.done.split_at is None and not in_the_way,
            events=history_of(self.done),
        )


def label_of(kind: str) -> str:
    model = cast(Any, apps.get_model(kind))
    dataset = of_model(model)
    return str(dataset.label if dataset else model._meta.verbose_name_plural)
