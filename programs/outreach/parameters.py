from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laborportal.parameters.declarations import Initial, Parameter, register

COMICS_OF_A_SCHOOL = register(
    Parameter(
        code="outreach.comics_of_a_school",
        label=_("Comic contest: works of one school in one group, at most"),
        unit=pgettext_lazy("unit", "entries"),
        explanation=_("A school with more stands out on the page of the contests; nothing is refused."),
        initial=(
            Initial(
                valid_from=date(2020, 1, 1),
                value="5",
                citation="兒童認識勞動權益四格漫畫徵件活動簡章",
                note="依111年簡章；其他年度之上限以當年度簡章為準。",
            ),
        ),
    )
)
