"""What the Administrative Penalty Act asks for before a fine: a hearing (article 42), the end of a criminal case that
goes before (26), and that three years have not passed (27)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.models import REASON_LENGTH, InspectionPenalty
from inspections.procedure.terms import limit
from laborportal.exports.columns import Column, DateColumn, TextColumn
from laborportal.rocyear.dates import format_date

PROCEEDING: tuple[Column, ...] = (
    DateColumn(
        name="heard_on",
        label=_("Hearing on"),
        required=False,
        help=_("When the employer could state its case (Administrative Penalty Act, article 42)."),
    ),
    TextColumn(
        name="not_heard",
        label=_("Why there was no hearing"),
        required=False,
        max_length=REASON_LENGTH,
        help=_("Only where article 42 allows a decision without one: name the ground."),
    ),
    DateColumn(
        name="act_ended_on",
        label=_("End of the act"),
        required=False,
        help=_("The limit for a fine runs from then on (article 27)."),
    ),
    DateColumn(
        name="referred_on",
        label=_("Referred to the prosecutor on"),
        required=False,
        help=_("The fine waits for the end of the criminal case (article 26)."),
    ),
    DateColumn(name="referral_ended_on", label=_("End of the criminal case"), required=False),
)


def suspended(penalty: InspectionPenalty) -> str:
    if penalty.referred_on is None or penalty.referral_ended_on is not None:
        return ""
    words = gettext(
        "The act was referred to the prosecutor on {day}: the fine waits for the end of the criminal case "
        "(Administrative Penalty Act, article 26)."
    )
    return words.format(day=format_date(penalty.referred_on))


def too_late(penalty: InspectionPenalty) -> str:
    last_day = limit(penalty).last_day
    if last_day is None or penalty.decided_on <= last_day:
        return ""
    words = gettext("The act could be fined until {day} (Administrative Penalty Act, article 27).")
    return words.format(day=format_date(last_day))


def not_heard(penalty: InspectionPenalty) -> str:
    if penalty.heard_on is not None or penalty.not_heard.strip():
        return ""
    return gettext(
        "The employer is heard before the decision (Administrative Penalty Act, article 42): enter the day of the "
        "hearing, or the ground on which there was none."
    )


def not_ready(penalty: InspectionPenalty) -> str:
    """Why the fine cannot be decided now; blank when nothing stands in the way."""
    return suspended(penalty) or not_heard(penalty) or too_late(penalty)
