"""The quantities of the quota's statutes, each valid from a day on; the basic wage is declared with the parameters."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from laborportal.parameters.declarations import Initial, Parameter, register
from laborportal.parameters.parameters import BASIC_WAGE

IN_FORCE = date(2009, 7, 11)
"""Since then §38 knows 34 and 67 persons; it was promulgated two years before."""
ACT = "身心障礙者權益保障法"


def _initial(value: str, citation: str, note: str = "") -> tuple[Initial, ...]:
    return (Initial(valid_from=IN_FORCE, value=value, citation=f"{ACT}{citation}", note=note),)


THRESHOLD_PRIVATE = register(
    Parameter(
        code="quota_threshold_private",
        label=_("Quota: private employers from"),
        unit=_("persons"),
        explanation=_("Total staff from which a private employer must employ persons with disabilities (§38(2))."),
        initial=_initial("67", "第38條第2項"),
    )
)
THRESHOLD_PUBLIC = register(
    Parameter(
        code="quota_threshold_public",
        label=_("Quota: public bodies from"),
        unit=_("persons"),
        explanation=_("Total staff from which a public body must employ persons with disabilities (§38(1))."),
        initial=_initial("34", "第38條第1項"),
    )
)
RATE_PRIVATE = register(
    Parameter(
        code="quota_rate_private",
        label=_("Quota: share for private employers"),
        unit="%",
        decimals=2,
        explanation=_("Share of total staff that a private employer must employ (§38(2))."),
        initial=_initial("1", "第38條第2項"),
    )
)
RATE_PUBLIC = register(
    Parameter(
        code="quota_rate_public",
        label=_("Quota: share for public bodies"),
        unit="%",
        decimals=2,
        explanation=_("Share of total staff that a public body must employ (§38(1))."),
        initial=_initial("3", "第38條第1項"),
    )
)
MINIMUM_PRIVATE = register(
    Parameter(
        code="quota_minimum_private",
        label=_("Quota: at least, for private employers"),
        unit=_("persons"),
        explanation=_("Fewest persons that a private employer must employ once it is under the quota (§38(2))."),
        initial=_initial("1", "第38條第2項"),
    )
)
MINIMUM_PUBLIC = register(
    Parameter(
        code="quota_minimum_public",
        label=_("Quota: at least, for public bodies"),
        unit=_("persons"),
        explanation=_("§38(1) names no least number for public bodies."),
        initial=_initial("0", "第38條第1項", "第1項未定最低人數"),
    )
)
MULTIPLIER = register(
    Parameter(
        code="quota_levy_multiplier",
        label=_("Difference subsidy: times the basic wage"),
        unit=_("times"),
        decimals=2,
        explanation=_("The subsidy of a missing person in basic wages of the month (§43(2))."),
        initial=_initial("1", "第43條第2項", "現行法無倍數規定"),
    )
)
LATE_FEE_RATE = register(
    Parameter(
        code="quota_late_fee_rate",
        label=_("Difference subsidy: late fee a day"),
        unit="%",
        decimals=2,
        explanation=_("Of the unpaid amount, for each day from the one after the deadline (§103)."),
        initial=_initial("0.2", "第103條"),
    )
)
LATE_FEE_CAP = register(
    Parameter(
        code="quota_late_fee_cap",
        label=_("Difference subsidy: late fee at most"),
        unit=_("times"),
        decimals=2,
        explanation=_("The late fee is never more than so many times the unpaid amount (§103)."),
        initial=_initial("1", "第103條"),
    )
)
ASSESSED_BY = (
    THRESHOLD_PRIVATE,
    THRESHOLD_PUBLIC,
    RATE_PRIVATE,
    RATE_PUBLIC,
    MINIMUM_PRIVATE,
    MINIMUM_PUBLIC,
    MULTIPLIER,
    BASIC_WAGE,
)
"""Those that decide what is stored of a month."""
