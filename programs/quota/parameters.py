"""The quantities of the quota's statutes, each valid from a day on; the basic wage is declared with the parameters."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from laborportal.parameters.declarations import Initial, Parameter, register
from laborportal.parameters.parameters import BASIC_WAGE

IN_FORCE = date(2009, 7, 11)
"""Since then §38 knows 34 and 67 persons; it was promulgated two years before."""
ACT = "身心障礙者權益保障法"
PLAN_112 = "112年度推動企業足額進用身心障礙者實施計畫"


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
FINE_MINIMUM = register(
    Parameter(
        code="quota_fine_minimum",
        label=_("Quota penalty: at least"),
        unit=_("NT$"),
        explanation=_("The least fine of §96 item 2."),
        initial=_initial("20000", "第96條第2款"),
    )
)
FINE_MAXIMUM = register(
    Parameter(
        code="quota_fine_maximum",
        label=_("Quota penalty: at most"),
        unit=_("NT$"),
        explanation=_("The highest fine of §96 item 2."),
        initial=_initial("100000", "第96條第2款"),
    )
)
FINE_MITIGATED = register(
    Parameter(
        code="quota_fine_mitigated",
        label=_("Quota penalty: at least, when mitigated"),
        unit=_("NT$"),
        explanation=_("Half of the least fine: no mitigation goes below it (Administrative Penalty Act §18(3))."),
        initial=(Initial(valid_from=IN_FORCE, value="10000", citation="行政罰法第18條第3項"),),
    )
)
FINE_STEP = register(
    Parameter(
        code="quota_fine_step",
        label=_("Quota penalty: more for each earlier one, as practice has it"),
        unit=_("NT$"),
        explanation=_("A hint beside the form and no rule: no scale of fines for §96 is known."),
        initial=(
            Initial(
                valid_from=date(2023, 5, 1),
                value="20000",
                citation="裁罰實務（第1次2萬元、第2次4萬元、第3次6萬元）",
                note="僅供參考，未見統一裁罰基準；金額由承辦人員決定",
            ),
        ),
    )
)
LARGE_STAFF = register(
    Parameter(
        code="quota_large_staff",
        label=_("Letters to large employers: total staff from"),
        unit=_("persons"),
        explanation=_("Employers of this size get a letter once they have long been short."),
        initial=(Initial(valid_from=date(2023, 1, 1), value="300", citation=PLAN_112),),
    )
)
LONG_SHORT_MONTHS = register(
    Parameter(
        code="quota_long_short_months",
        label=_("Letters to large employers: consecutive months short"),
        unit=_("months"),
        explanation=_("How long a large employer has been short when it gets a letter."),
        initial=(Initial(valid_from=date(2023, 1, 1), value="6", citation=PLAN_112),),
    )
)
PAYMENT_DAYS = register(
    Parameter(
        code="quota_payment_days",
        label=_("Difference subsidy: payment term of an assessment"),
        unit=_("days"),
        explanation=_("At least 30 days from service (Enforcement Rules §16)."),
        initial=(Initial(valid_from=IN_FORCE, value="30", citation=f"{ACT}施行細則第16條"),),
    )
)
REPLY_DAYS = register(
    Parameter(
        code="quota_reply_days",
        label=_("Letters: days to reply"),
        unit=_("days"),
        explanation=_("Until when an employer is asked to say why it is short; practice, no statute sets it."),
        initial=(Initial(valid_from=IN_FORCE, value="30", citation="機關作業期限", note="法律未定期限"),),
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
