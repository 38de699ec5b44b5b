from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from laborportal.annualreport.declarations import standard_figures, unknown_inputs


def check_figures(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Standard figures that could never be counted."""
    return [
        Error(f"The formula of {code} names {name}, which is no figure.", id="annualreport.E001")
        for code, name in unknown_inputs(standard_figures())
    ]
