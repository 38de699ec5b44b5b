"""Numbers that law or practice changes from a date on. Each is declared by the app that reckons with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

_parameters: dict[str, "Parameter"] = {}


class UnknownParameter(LookupError):
    pass


@dataclass(frozen=True, kw_only=True)
class Initial:
    """What a new installation starts with; citation and note are in the words of the official source."""

    valid_from: date
    value: str
    citation: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    code: str
    label: "StrOrPromise"
    unit: "StrOrPromise" = ""
    decimals: int = 0
    explanation: "StrOrPromise" = ""
    initial: tuple[Initial, ...] = ()


def register(parameter: Parameter) -> Parameter:
    """Declares *parameter*; found in the module `parameters` of any app."""
    _parameters[parameter.code] = parameter
    return parameter


def parameter_of(code: str) -> Parameter:
    """Raises UnknownParameter."""
    try:
        return _parameters[code]
    except KeyError:
        raise UnknownParameter(code) from None


def all_parameters() -> Mapping[str, Parameter]:
    return MappingProxyType(_parameters)
