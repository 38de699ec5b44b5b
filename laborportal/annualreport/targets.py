"""What a year wants of a figure, in words: its direction, its scope, and how it follows from a baseline."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from laborportal.annualreport.book import Definition
from laborportal.annualreport.models import Target
from laborportal.annualreport.values import rounded, shown


def target_in_words(target: Target, definition: Definition) -> str:
    """At most 11 persons."""
    return _("{direction} {value} {unit}").format(
        direction=target.get_direction_display(),
        value=shown(target.value, definition.decimals),
        unit=definition.unit,
    )


def baseline_in_words(target: Target, definition: Definition) -> str:
    if target.baseline is None:
        return ""
    words = _("Baseline: {value} {unit}, mean of {years}.").format(
        value=plain(target.baseline), unit=definition.unit, years=target.baseline_years
    )
    return f"{words} {arithmetic(target, definition)}".strip()


def arithmetic(target: Target, definition: Definition) -> str:
    """How the target follows from the baseline: 12 × 0.9 = 10.8, rounded half-up 11 persons."""
    if target.baseline is None or target.reduction is None:
        return ""
    exact = plain(target.baseline * _kept(target.reduction))
    value = plain(reckoned(target.baseline, target.reduction, definition.decimals))
    sum_in_words = f"{plain(target.baseline)} × {plain(_kept(target.reduction))} = {exact}"
    if exact == value:
        return _("{sum} {unit}.").format(sum=sum_in_words, unit=definition.unit)
    return _("{sum}, rounded half-up {value} {unit}.").format(sum=sum_in_words, value=value, unit=definition.unit)


def reckoned(baseline: Decimal, reduction: Decimal, decimals: int) -> Decimal:
    """*baseline* less *reduction* per cent, rounded half-up: there are no tenths of persons."""
    return rounded(Fraction(baseline) * Fraction(_kept(reduction)), decimals)


def plain(number: Decimal) -> str:
    """Grouped, with the decimals that say something."""
    whole = number == number.to_integral_value()
    return f"{number:,.0f}" if whole else f"{number.normalize():,f}"


def _kept(reduction: Decimal) -> Decimal:
    return 1 - reduction / 100
