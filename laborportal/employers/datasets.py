from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.forms import register_question
from laborportal.datasets.registry import register
from laborportal.datasets.widgets import register_widget
from laborportal.employers.columns import COLUMNS, employer_condition
from laborportal.employers.imports import EmployerLoader
from laborportal.employers.models import Employer
from laborportal.employers.policies import may_void_employers, may_write_employers
from laborportal.employers.questions import CaseQuestion
from laborportal.employers.search import mentions
from laborportal.employers.widgets import employer_input
from laborportal.listing.conditions import Condition


@dataclass(frozen=True, kw_only=True)
class RegisterDataset(Dataset):
    def key_parts(self, record: Any) -> Iterable[str]:
        """The business number, else the name."""
        yield record.ubn or record.name


EMPLOYERS = register(
    RegisterDataset(
        name="employers",
        label=_("Employers"),
        label_one=_("Employer"),
        unit=pgettext_lazy("unit of a count of employers", "employers"),
        model=Employer,
        loader=EmployerLoader,
        columns=COLUMNS,
        key=("ubn", "name"),
        namespace="employers",
        conditions=(
            employer_condition(""),
            Condition(
                name="q",
                label=_("Search"),
                kind="search",
                where=mentions,
                once=True,
                help=_("A business number, or part of a name or an address."),
            ),
        ),
        totals=(Total(label=_("Employees"), measure="sum:employees", unit=pgettext_lazy("unit", "persons")),),
        order=("name_text", "pk"),
        lead="name",
        children=("aliases",),
        may_create=may_write_employers,
        may_change=lambda user, record: may_write_employers(user),
        may_void=lambda user, record: may_void_employers(user),
    )
)

register_widget("employer", employer_input)
register_question(CaseQuestion)
