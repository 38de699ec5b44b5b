from datetime import date

from django.utils.translation import gettext_lazy as _

from laborportal.parameters.declarations import Initial, Parameter, register

GOLD_YEARS = register(
    Parameter(
        code="gold_off_planned_lists_years",
        label=_("A gold award takes off planned inspection lists, for"),
        unit=_("years"),
        explanation=_(
            "Only lists that the bureau plans by itself, and only while the employer has no violation of the last year "
            "and no grave one; complaints and accidents are inspected all the same."
        ),
        initial=(
            Initial(
                valid_from=date(2020, 1, 1),
                value="2",
                citation="臺北市職場性別平等認證獎勵措施",
                note="證書效期未見公告；自頒獎典禮起算，典禮日期未登錄者自當屆年度末日起算",
            ),
        ),
    )
)
