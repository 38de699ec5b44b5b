"""Forms whose fields read as the columns of a file do."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.datasets.forms import CellsForm
from laborportal.exports.columns import MonthColumn
from laborportal.rocyear.dates import format_month, today
from programs.quota.case_columns import AMOUNT, ISSUED_ON, LETTER_NUMBER, PAID_ON, REMOVAL, REMOVED_ON, ROW_NUMBERS
from programs.quota.models import PublishedRow, QuotaMonth

MONTH = MonthColumn(name="month", label=gettext_lazy("Month"), example="112-09")


class ColumnsForm(CellsForm):
    """Asks for the columns first, and for a reason after them."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("It stays on file; whoever may see the case can read it."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        error_messages={"required": gettext_lazy("Say why: the reason stays on file.")},
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.order_fields([column.name for column in self.columns])

    def act(self, user: User) -> Act:
        return Act(user, self.cleaned_data.get("reason", ""))


class MonthForm(ColumnsForm):
    """Which month is meant."""

    columns = (MONTH,)
    reason = None  # type: ignore[assignment]

    @classmethod
    def newest(cls, data: Any = None) -> "MonthForm":
        """With the newest month on file filled in."""
        months = QuotaMonth.objects.standing().order_by("-month").values_list("month", flat=True)
        newest = months.first()
        return cls(data, initial={"month": format_month(newest)} if newest else {})


class PaymentForm(ColumnsForm):
    columns = (PAID_ON, AMOUNT)
    reason = None  # type: ignore[assignment]

    def __init__(self, month: QuotaMonth, data: Any = None, **kwargs: Any) -> None:
        self.month = month
        super().__init__(data, **kwargs)

    def check(self) -> None:
        if self.values[PAID_ON.name] > today():
            self.add_error(PAID_ON.name, _("This day has not come yet: correct it."))
        if self.values[PAID_ON.name] < self.month.month:
            self.add_error(PAID_ON.name, _("This day is before the month that is paid for: correct it."))


class SelectionForm(ColumnsForm):
    """Proposed letters that go out with one number and day. *offered* maps `pk.version` to the letter."""

    columns = (LETTER_NUMBER, ISSUED_ON)
    reason = None  # type: ignore[assignment]

    def __init__(self, offered: Mapping[str, Any], data: Any = None, **kwargs: Any) -> None:
        self.offered = offered
        self.chosen: Sequence[str] = data.getlist("notice") if data is not None else list(offered)
        super().__init__(data, **kwargs)

    def check(self) -> None:
        if not self.chosen:
            self.add_error(None, _("Choose at least one letter."))
        elif not set(self.chosen) <= self.offered.keys():
            self.add_error(None, _("Somebody has gone on with one of these letters meanwhile: choose again."))

    @property
    def notices(self) -> list[Any]:
        return [self.offered[value] for value in self.chosen]


class RowForm(ColumnsForm):
    """About one row of a public list: the version that the person saw, and why."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, row: PublishedRow, data: Any = None) -> None:
        written = {column.name: column.dump(getattr(row, column.name)) for column in self.columns}
        super().__init__(data, initial={**written, "seen_version": row.version})
        self.fields["reason"].required = True

    @property
    def seen(self) -> int:
        return self.cleaned_data["seen_version"] or 0


class RowCorrectionForm(RowForm):
    columns = ROW_NUMBERS


class RowRemovalForm(RowForm):
    columns = (REMOVED_ON, REMOVAL)
