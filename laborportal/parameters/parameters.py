from datetime import date

from django.utils.translation import gettext_lazy as _

from laborportal.parameters.declarations import Initial, Parameter, register

WAGES = ((2019, "23100"), (2020, "23800"), (2021, "24000"), (2022, "25250"), (2023, "26400"), (2024, "27470"))
MINIMUM_WAGES = ((2025, "28590"), (2026, "29500"))

BASIC_WAGE = register(
    Parameter(
        code="basic_wage",
        label=_("Monthly basic wage"),
        unit=_("NT$"),
        explanation=_(
            "What the difference subsidy of a month is reckoned with (People with Disabilities Rights Protection Act "
            "§43). Since 2025 the minimum wage stands in its place (Minimum Wage Act §18)."
        ),
        initial=(
            *(
                Initial(
                    valid_from=date(year, 1, 1),
                    value=value,
                    citation="勞動基準法第21條；勞動部公告之每月基本工資",
                )
                for year, value in WAGES
            ),
            *(
                Initial(
                    valid_from=date(year, 1, 1),
                    value=value,
                    citation="最低工資法；勞動部公告之每月最低工資",
                    note="依最低工資法第18條，其他法規所稱基本工資以最低工資代之",
                )
                for year, value in MINIMUM_WAGES
            ),
        ),
    )
)
