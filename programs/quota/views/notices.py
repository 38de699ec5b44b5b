from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.datasets.views import DatasetView, PlainListView, RecordView
from laborportal.listing.page import Action
from laborportal.parameters.reading import NoValue
from laborportal.rocyear.dates import format_month, today
from laborportal.workflow.performing import NotAllowed, Stale, perform
from programs.quota.arrears import arrears_of
from programs.quota.datasets import MONTHS
from programs.quota.explanation import explain
from programs.quota.forms import MonthForm, PaymentForm, SelectionForm
from programs.quota.models import Notice, QuotaMonth
from programs.quota.policies import keeps_the_quota, may_keep
from programs.quota.proposals import proposals
from programs.quota.rules import Rulebook
from programs.quota.states import NoticeKind, NoticeState
from programs.quota.terms import deadline_of
from programs.quota.transitions.notices import ISSUE, NOTICE_PROCESS, propose
from programs.quota.transitions.payments import note_payment

MOST_AT_ONCE = 300


class OwnListView(PlainListView):
    """A list that offers neither form nor import of its own accord."""

    def actions(self) -> Sequence[Action]:
        return ()


class KeeperPage(View):
    """For who keeps the quota; whoever else asks gets 403."""

    user: User

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.user = cast(User, request.user)  # every page is behind the sign-in

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not keeps_the_quota(self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def render(self, template: str, **context: Any) -> HttpResponse:
        return TemplateResponse(self.request, template, context)


class NoticeListView(OwnListView):
    def actions(self) -> Sequence[Action]:
        if not keeps_the_quota(self.user):
            return ()
        return (
            Action(label=_("Propose the letters of a month"), url=reverse("quota_notices:run"), primary=True),
            Action(label=_("Issue proposed letters"), url=reverse("quota_notices:issue")),
        )


class NoticeView(RecordView):
    """The letter, its term with its arithmetic, and for an assessment the calculation and what was paid."""

    SAID_ELSEWHERE = frozenset({"number", "month", "ubn", "employer", "state"})

    template_name = "quota/notice.html"

    def context(self, record: Notice) -> dict[str, Any]:
        found = super().context(record)
        return {
            **found,
            "deadline": deadline_of(record),
            "waits": record.state in NOTICE_PROCESS.waits,
            "steps": steps_of(record.about) if record.is_assessment else (),
            "arrears": arrears_of(record.about, today()) if record.is_assessment else None,
            "about": record.about,
            "may_pay": may_keep(self.user, record),
            "differs": record.state == NoticeState.SERVED
            and (record.shortage, record.levy) != (record.about.shortage, record.about.levy),
        }


def steps_of(month: QuotaMonth) -> Sequence[Any]:
    try:
        return explain(month.roster, Rulebook.read().on(month.sector, month.month), month.month)
    except NoValue:
        return ()


class RunView(KeeperPage):
    """Shows whom a month gives cause to write to, and puts these letters on file as proposals."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = MonthForm.newest(request.GET if "month" in request.GET else None)
        month = form.values.get("month") if form.is_bound and form.is_valid() else None
        return self.show(form, month)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MonthForm(request.POST)
        if not form.is_valid():
            return self.show(form, None)
        month = form.values["month"]
        try:
            made = propose(month, Act(self.user))
        except IntegrityError:
            form.add_error(None, _("Somebody has just proposed the letters of this month: look at them."))
            return self.show(form, None)
        words = ngettext("{number} letter is proposed.", "{number} letters are proposed.", len(made))
        messages.success(request, words.format(number=len(made)))
        return redirect(reverse("quota_notices:list") + f"?month={month:%Y-%m}&state={NoticeState.PROPOSED.value}")

    def show(self, form: MonthForm, month: Any) -> HttpResponse:
        found = proposals(month) if month else None
        groups = [(kind.label, found.of(kind)) for kind in NoticeKind] if found else []
        return self.render(
            "quota/run.html", form=form, month=month and format_month(month), proposals=found, groups=groups
        )


class IssueView(KeeperPage):
    """Several proposed letters go out with one number and day; each has its own step and its own history."""

    def offered(self) -> QuerySet[Notice]:
        proposed = Notice.objects.standing().visible_to(self.user).filter(state=NoticeState.PROPOSED)
        if (kind := self.request.GET.get("kind")) in NoticeKind.values:
            proposed = proposed.filter(kind=kind)
        return proposed.select_related("about__employer").order_by("-about__month", "kind", "-shortage", "pk")

    def form(self, data: Any = None) -> SelectionForm:
        letters = self.offered()[:MOST_AT_ONCE]
        return SelectionForm({f"{notice.pk}.{notice.version}": notice for notice in letters}, data)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            with transaction.atomic():
                for notice in form.notices:
                    self.issue(notice, form)
        except (NotAllowed, Stale) as error:
            form.add_error(None, str(error))
            return self.show(form)
        words = ngettext("{number} letter is issued.", "{number} letters are issued.", len(form.notices))
        messages.success(request, words.format(number=len(form.notices)))
        return redirect(reverse("quota_notices:list") + f"?state={NoticeState.ISSUED.value}")

    def issue(self, notice: Notice, form: SelectionForm) -> None:
        """Raises NotAllowed that names the letter, or Stale."""
        try:
            perform(
                notice,
                ISSUE,
                act=form.act(self.user),
                seen_state=notice.state,
                seen_version=notice.version,
                answers=form.values,
            )
        except NotAllowed as error:
            raise NotAllowed(
                _("{case}, {employer}: {problem}").format(case=notice, employer=notice.employer, problem=error)
            ) from error

    def show(self, form: SelectionForm) -> HttpResponse:
        rows = [(value, notice, value in form.chosen) for value, notice in form.offered.items()]
        return self.render("quota/issue.html", form=form, rows=rows, kinds=NoticeKind.choices)


class PaymentCreateView(DatasetView):
    """A payment of one month's subsidy; the month says in whose scope it is."""

    dataset = MONTHS

    def found(self) -> QuotaMonth:
        month: QuotaMonth = get_object_or_404(MONTHS.read(MONTHS.opened_by(self.user)), pk=self.kwargs["pk"])
        if not MONTHS.may_change(self.user, month):
            raise PermissionDenied
        return month

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        month = self.found()
        return self.show(month, PaymentForm(month))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        month = self.found()
        form = PaymentForm(month, request.POST)
        if not form.is_valid():
            return self.show(month, form)
        payment = note_payment(month, form.values, Act(self.user))
        messages.success(request, _("Saved: {record}").format(record=payment))
        return redirect(month)

    def show(self, month: QuotaMonth, form: PaymentForm) -> HttpResponse:
        return self.render(
            "quota/payment_form.html",
            form=form,
            record=month,
            arrears=arrears_of(month, today()),
            title=_("Note a payment: {month}").format(month=MONTHS.title(month)),
        )
