"""The steps of a penalty that is made here, and of an accident that is determined here.

A second person confirms a penalty, and from then on it counts. An accident counts from the first day, provisionally,
until somebody other than who entered it has confirmed or excluded it.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.models import Accident, InspectionPenalty
from inspections.policies import may_change_accident, may_decide, may_submit
from inspections.procedure.penalties import not_ready
from inspections.states import AccidentStatus
from laborportal.accounts.models import Role
from laborportal.exports.columns import IntegerColumn, YesNoColumn
from laborportal.exports.moments import MomentColumn
from laborportal.penalties.confirming import MARKS, WAITS, confirmation, employer_of
from laborportal.penalties.states import State
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process

SUBMIT, CONFIRM, RETURN, REOPEN = confirmation(InspectionPenalty, may_submit, may_decide, not_ready)


def fine_in_words(penalty: InspectionPenalty) -> str:
    if penalty.amount is None:
        return gettext("{articles}; the amount is not stated").format(articles=penalty.articles)
    return gettext("{articles}; NT${amount}").format(articles=penalty.articles, amount=f"{penalty.amount:,}")


PENALTY_PROCESS = register_process(
    Process(
        model=InspectionPenalty,
        name=_("Penalty"),
        states=State,
        marks=MARKS,
        transitions=(SUBMIT, CONFIRM, RETURN, REOPEN),
        waits=WAITS,
        subject=employer_of,
        matter=fine_in_words,
        related=("employer",),
    )
)


CIRCUMSTANCES = (
    MomentColumn(
        name="known_at",
        label=_("Known to the employer"),
        required=False,
        help=_("When the employer knew or could have known, for example 112.03.29 14:30: the 8 hours run from then."),
    ),
    MomentColumn(
        name="received_at",
        label=_("Report received"),
        required=False,
        help=_("When the employer's report came in, for example 112.03.29 20:05; blank while none has."),
    ),
    IntegerColumn(
        name="hospitalised",
        label=_("In hospital"),
        required=False,
        help=_("How many of the victims have to stay in hospital; blank while it is not known."),
    ),
    YesNoColumn(
        name="gas_leak",
        label=_("Leak of a listed gas"),
        help=_("Ammonia, chlorine, hydrogen fluoride, phosgene, hydrogen sulphide, sulphur dioxide and the like."),
    ),
    YesNoColumn(
        name="designated",
        label=_("Designated by the ministry"),
        help=_("The central authority has designated and announced accidents of this kind."),
    ),
)


def _circumstances_in_doubt(accident: Accident) -> str:
    known, received = accident.known_at, accident.received_at
    if known and received and received < known:
        return gettext("The report came in before the accident was known: correct one of the two times.")
    if (accident.hospitalised or 0) > accident.victims:
        return gettext("More victims are in hospital than there are: correct the number.")
    return ""


NOTE: Transition[Accident] = Transition(
    code="note",
    words=_("Note the report and its circumstances"),
    done=_("noted the report of the accident"),
    outlook=_("Whether the report was in time, and whether this is a major accident, follows from what you note."),
    decision=Decision.NOTED,
    sources=frozenset({AccidentStatus.PENDING}),
    target=AccidentStatus.PENDING,
    permission=may_change_accident,
    asks=CIRCUMSTANCES,
    demand=_circumstances_in_doubt,
)
CONFIRM_ACCIDENT: Transition[Accident] = Transition(
    code="confirm_accident",
    words=_("Confirm as an occupational accident"),
    done=_("confirmed the accident"),
    outlook=_("The accident counts for good: figures that only waited for it become final."),
    decision=Decision.APPROVED,
    sources=frozenset({AccidentStatus.PENDING}),
    target=AccidentStatus.CONFIRMED,
    permission=may_decide,
    other_person=True,
)
EXCLUDE_ACCIDENT: Transition[Accident] = Transition(
    code="exclude_accident",
    words=_("Exclude with a reason"),
    done=_("excluded the accident"),
    outlook=_("The accident stays on file and in the list, and no figure of fatalities counts it any more."),
    decision=Decision.APPROVED,
    sources=frozenset({AccidentStatus.PENDING}),
    target=AccidentStatus.EXCLUDED,
    permission=may_decide,
    needs_reason=True,
    other_person=True,
)
DETERMINE_ANEW: Transition[Accident] = Transition(
    code="determine_anew",
    words=_("Determine anew, with a reason"),
    done=_("opened the determination of the accident anew"),
    outlook=_("The accident can be changed, and counts provisionally until it is confirmed or excluded again."),
    decision=Decision.REOPENED,
    sources=frozenset({AccidentStatus.CONFIRMED, AccidentStatus.EXCLUDED}),
    target=AccidentStatus.PENDING,
    permission=may_decide,
    needs_reason=True,
)


def _employer_of_accident(accident: Accident) -> str:
    return str(accident.employer)


def harm_in_words(accident: Accident) -> str:
    return gettext("{kind}: deaths {deaths}, injuries {injuries}").format(
        kind=accident.kind, deaths=accident.deaths, injuries=accident.injuries
    )


ACCIDENT_PROCESS = register_process(
    Process(
        model=Accident,
        name=_("Accident"),
        states=AccidentStatus,
        marks={AccidentStatus.PENDING: "review", AccidentStatus.CONFIRMED: "done", AccidentStatus.EXCLUDED: "void"},
        transitions=(CONFIRM_ACCIDENT, EXCLUDE_ACCIDENT, NOTE, DETERMINE_ANEW),
        waits={AccidentStatus.PENDING: Wait(role=Role.SUPERVISOR, words=_("confirm or exclude"))},
        subject=_employer_of_accident,
        matter=harm_in_words,
        related=("employer", "kind"),
    )
)
