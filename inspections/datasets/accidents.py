from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from inspections.imports.accidents import COLUMNS, FORM_COLUMNS, MAJOR_CONDITION, AccidentFormLoader, AccidentLoader
from inspections.models import Accident
from inspections.policies import may_change_accident, may_decide, may_keep_accidents
from inspections.states import AccidentStatus
from inspections.transitions import ACCIDENT_PROCESS
from laborportal.annualreport import units
from laborportal.datasets.caveats import Caveat
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.employers.columns import employer_condition


def _title(accident: Any) -> str:
    return f"{accident.number} {accident.employer}"


def _undetermined(number: int) -> str:
    """Stands in brackets behind the figure, as the report prints it."""
    return ngettext("{number} accident under determination", "{number} accidents under determination", number).format(
        number=number
    )


ACCIDENTS = register(
    Dataset(
        name="accidents",
        label=_("Accidents"),
        label_one=_("Accident"),
        unit=pgettext_lazy("unit of a count of accidents", "accidents"),
        model=Accident,
        loader=AccidentLoader,
        columns=COLUMNS,
        key=("number",),
        year="occurred_on",
        year_lookup="occurred_on",
        namespace="accidents",
        conditions=(employer_condition(), MAJOR_CONDITION),
        search=("number_key", "employer__name_text", "employer__ubn", "site_key", "district_key"),
        totals=(
            Total(label=_("Deaths"), measure="sum:deaths", unit=units.PERSONS),
            Total(label=_("Injuries"), measure="sum:injuries", unit=units.PERSONS),
            Total(label=_("Employers"), measure="distinct:employer", unit=units.EMPLOYERS),
        ),
        order=("-occurred_on", "-number", "-pk"),
        related=("employer", "kind", "unit", "officer"),
        may_create=may_keep_accidents,
        may_change=may_change_accident,
        may_void=may_decide,
        title=_title,
        carried=("occurred_on", "district", "industry"),
        marks={"status": ACCIDENT_PROCESS.marks},
        caveats=(Caveat(words=_undetermined, q=Q(state=AccidentStatus.PENDING)),),
    )
)

# The status is given by the steps of a second person, never typed.
ACCIDENT_FORM = replace(ACCIDENTS, loader=AccidentFormLoader, columns=FORM_COLUMNS)
