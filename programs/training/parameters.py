"""Terms and shares of the employment follow-up; the text they come from is known in part and may be replaced."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from laborportal.parameters.declarations import Initial, Parameter, register
from programs.training.states import Evidence

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DAYS = _("days")
FIRST = date(2011, 1, 1)
PLAN = "勞動部勞動力發展署職業訓練訓後就業追蹤規定第26點"
TO_BE_CONFIRMED = "起始日及現行條文待主管科確認"
CHECKS = "職業訓練就業成果查核規定第23點（106年停止適用，查核方式仍具參考價值）"

MATCH_DAYS = register(
    Parameter(
        code="training_match_days",
        label=_("Days in which a job counts as found after a class"),
        unit=DAYS,
        explanation=_("A job counts when labour insurance has it within these days after the class ended."),
        initial=(Initial(valid_from=FIRST, value="90", citation=PLAN, note=TO_BE_CONFIRMED),),
    )
)
ENTRY_DAYS = register(
    Parameter(
        code="training_entry_days",
        label=_("Days in which a manual finding can be entered after a class"),
        unit=DAYS,
        explanation=_("What no system has found is entered with its evidence within these days after the class ended."),
        initial=(Initial(valid_from=FIRST, value="120", citation=PLAN, note=TO_BE_CONFIRMED),),
    )
)


def _share(code: str, label: "StrOrPromise", percent: str) -> str:
    initial = Initial(valid_from=FIRST, value=percent, citation=CHECKS, note=TO_BE_CONFIRMED)
    explanation = _("Of the findings by this evidence at least this share is asked again.")
    return register(Parameter(code=code, label=label, unit="%", explanation=explanation, initial=(initial,))).code


PHONE_SHARES = {
    Evidence.SYSTEM: _share("training_phone_system", _("Matches with labour insurance to be checked by phone"), "30"),
    Evidence.LETTER: _share("training_phone_letter", _("Letters of employers to be checked by phone"), "100"),
    Evidence.DECLARATION: _share("training_phone_declaration", _("Self-declarations to be checked by phone"), "100"),
}
VISIT_SHARES = {
    Evidence.LETTER: _share("training_visit_letter", _("Letters of employers to be checked on site"), "15"),
    Evidence.DECLARATION: _share("training_visit_declaration", _("Self-declarations to be checked on site"), "25"),
}
