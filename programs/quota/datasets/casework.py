"""What the unit sends, receives, hears and publishes: lists and pages like those of a dataset, and no file."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laborportal.accounts.models import User
from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import keep
from laborportal.employers.columns import employer_condition
from programs.quota.case_columns import JUSTIFICATION_COLUMNS, LIST_COLUMNS, NOTICE_COLUMNS, PAYMENT_COLUMNS
from programs.quota.imports.casework import JustificationLoader, NoticeLoader, PaymentLoader, PublishedListLoader
from programs.quota.models import Justification, LevyPayment, Notice, PublishedList
from programs.quota.policies import keeps_the_quota, may_change_justification, may_decide, may_keep
from programs.quota.states import ListState
from programs.quota.transitions import JUSTIFICATION_PROCESS, LIST_PROCESS, NOTICE_PROCESS


def _nobody(user: User, record: Any = None) -> bool:
    """What changes it is a step."""
    return False


def _may_void_a_list(user: User, published: PublishedList) -> bool:
    """What was published stays on file."""
    return published.state == ListState.PREPARED and may_decide(user, published)


def notice_title(notice: Any) -> str:
    return f"{notice.number} {notice.employer}"


def employer_title(case: Any) -> str:
    return f"{case.number} {case.employer}"


NOTICES = keep(
    Dataset(
        name="quota_notices",
        label=_("Quota notices"),
        label_one=_("Quota notice"),
        unit=pgettext_lazy("unit of a count of letters", "letters"),
        model=Notice,
        loader=NoticeLoader,
        columns=NOTICE_COLUMNS,
        key=("number",),
        year="month",
        year_lookup="about__month",
        namespace="quota_notices",
        conditions=(employer_condition("about__employer"),),
        search=("about__employer__name_text", "about__employer__ubn", "number", "letter_number"),
        order=("-about__month", "-shortage", "-pk"),
        related=("about__employer", "unit", "officer"),
        may_create=_nobody,
        may_change=_nobody,
        may_void=_nobody,
        title=notice_title,
        marks={"state": NOTICE_PROCESS.marks},
    )
)

PAYMENTS = keep(
    Dataset(
        name="quota_payments",
        label=_("Payments of the difference subsidy"),
        label_one=_("Payment of the difference subsidy"),
        unit=pgettext_lazy("unit of a count of payments", "payments"),
        model=LevyPayment,
        loader=PaymentLoader,
        columns=PAYMENT_COLUMNS,
        key=("month", "employer"),
        year="paid_on",
        year_lookup="paid_on",
        namespace="quota_payments",
        conditions=(employer_condition("about__employer"),),
        search=("about__employer__name_text", "about__employer__ubn"),
        totals=(Total(label=_("Paid"), measure="sum:amount", unit=units.DOLLARS),),
        order=("-paid_on", "-pk"),
        related=("about__employer",),
        may_create=_nobody,
        may_change=_nobody,
        may_void=may_keep,
    )
)

JUSTIFICATIONS = keep(
    Dataset(
        name="quota_justifications",
        label=_("Justifications"),
        label_one=_("Justification"),
        unit=pgettext_lazy("unit of a count of justifications", "justifications"),
        model=Justification,
        loader=JustificationLoader,
        columns=JUSTIFICATION_COLUMNS,
        key=("number",),
        year="received_on",
        year_lookup="received_on",
        namespace="quota_justifications",
        conditions=(employer_condition(),),
        search=("employer__name_text", "employer__ubn", "number"),
        order=("-received_on", "-pk"),
        related=("employer", "unit", "officer"),
        may_create=keeps_the_quota,
        may_change=may_change_justification,
        may_void=may_decide,
        title=employer_title,
        marks={"state": JUSTIFICATION_PROCESS.marks},
    )
)

LISTS = keep(
    Dataset(
        name="quota_lists",
        label=_("Public lists"),
        label_one=_("Public list"),
        unit=pgettext_lazy("unit of a count of lists", "lists"),
        model=PublishedList,
        loader=PublishedListLoader,
        columns=LIST_COLUMNS,
        key=("month", "sector"),
        year="month",
        year_lookup="month",
        namespace="quota_lists",
        order=("-month", "sector", "-pk"),
        related=("published_by", "unit", "officer"),
        may_create=_nobody,
        may_change=_nobody,
        may_void=_may_void_a_list,
        marks={"state": LIST_PROCESS.marks},
    )
)
