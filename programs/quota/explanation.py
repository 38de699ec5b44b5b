"""How a month's obligation comes about, step by step in the order of the statute, each step with its article.

Enforcement Rules §16 asks that the calculation goes out with the notice of assessment.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laborportal.exports.columns import MISSING
from laborportal.rocyear.dates import format_date
from programs.quota.calculation import SEVERE, Assessment, Roster, assess, due_on
from programs.quota.rules import PUBLIC, InForce, LateFeeTerms


@dataclass(frozen=True, slots=True)
class Step:
    """*law* names the article and what it says, *formula* puts this month's numbers in."""

    title: str
    law: str
    formula: str
    result: str


def written(value: int | Fraction | Decimal) -> str:
    """Exact, grouped, without zeros that say nothing: 1,251 and 12.51."""
    fraction = Fraction(value)
    text = f"{Decimal(fraction.numerator) / Decimal(fraction.denominator):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def persons(number: int) -> str:
    return ngettext("{number} person", "{number} persons", number).format(number=written(number))


def dollars(amount: int | None) -> str:
    return MISSING if amount is None else _("NT${amount}").format(amount=written(amount))


def floored(exact: Fraction) -> str:
    """ "1,251", or "12.51, the fraction is dropped"."""
    if exact.denominator == 1:
        return written(exact)
    return _("{exact}, the fraction is dropped").format(exact=written(exact))


def explain(roster: Roster, held: InForce, month: date) -> list[Step]:
    found = assess(roster, held.rules)
    return [
        _obligation(roster, held, found),
        _total(roster, found),
        _required(roster, held, found),
        _counted(roster, found),
        _shortage(found),
        _levy(held, found, month),
    ]


def _obligation(roster: Roster, held: InForce, found: Assessment) -> Step:
    if roster.sector == PUBLIC:
        law = _("{citation}: public bodies with at least {threshold} staff employ at least {rate}%")
        body = _("Public body; {insured} insured on the first of the month")
    else:
        law = _(
            "{citation}: private employers with at least {threshold} staff employ at least {rate}%, "
            "and at least {minimum}"
        )
        body = _("Private employer; {insured} insured on the first of the month")
    obliged = found.total >= held.rules.threshold
    return Step(
        _("Obliged employer"),
        law.format(
            citation=held.threshold.citation,
            threshold=written(held.threshold.value),
            rate=written(held.rate.value),
            minimum=persons(held.rules.minimum),
        ),
        body.format(insured=persons(roster.insured)),
        _("{rate}% applies").format(rate=written(held.rate.value)) if obliged else _("Not obliged"),
    )


def _total(roster: Roster, found: Assessment) -> Step:
    sum_of_heads = _(
        "{insured} − not counted in {excluded} − below the basic wage {below_wage} − "
        "(part-time {half_time} + part-time, severe {half_time_severe}) ÷ 2 = {total}"
    )
    return Step(
        _("Total staff"),
        _("People with Disabilities Rights Protection Act §38, Enforcement Rules §§14, 15"),
        sum_of_heads.format(
            insured=written(roster.insured),
            excluded=written(roster.excluded),
            below_wage=written(roster.below_wage),
            half_time=written(roster.half_time),
            half_time_severe=written(roster.half_time_severe),
            total=floored(roster.exact_total),
        ),
        persons(found.total),
    )


def _required(roster: Roster, held: InForce, found: Assessment) -> Step:
    share = found.total * held.rules.rate
    if found.total < held.rules.threshold:
        formula = _("{total} is less than {threshold}: nobody has to be employed").format(
            total=written(found.total), threshold=written(held.rules.threshold)
        )
    else:
        formula = _("{total} × {rate}% = {share}").format(
            total=written(found.total), rate=written(held.rate.value), share=floored(share)
        )
        if floor(share) < held.rules.minimum:
            formula = _("{formula}; at least {minimum}").format(formula=formula, minimum=persons(held.rules.minimum))
    return Step(
        _("To be employed"),
        _("{citation}; what falls short of a whole person is not counted (Enforcement Rules §14)").format(
            citation=held.rate.citation
        ),
        formula,
        persons(found.required),
    )


def _counted(roster: Roster, found: Assessment) -> Step:
    formula = _(
        "Ordinary {ordinary} + severe {severe} × {weight} + part-time {half_time} ÷ 2 + "
        "part-time, severe {half_time_severe} = {counted}"
    )
    return Step(
        _("Employed (as counted)"),
        _(
            "People with Disabilities Rights Protection Act §38: a person with a severe disability counts as two; "
            "two who work part-time count as one"
        ),
        formula.format(
            ordinary=written(roster.ordinary),
            severe=written(roster.severe),
            weight=SEVERE,
            half_time=written(roster.half_time),
            half_time_severe=written(roster.half_time_severe),
            counted=floored(roster.exact_counted),
        ),
        persons(found.counted),
    )


def _shortage(found: Assessment) -> Step:
    formula = _("To be employed {required} − employed {counted} = {difference}")
    if found.counted > found.required:
        formula = _("Employed {counted}, to be employed {required}: {more} more than required")
    return Step(
        _("Shortage"),
        _("People with Disabilities Rights Protection Act §38"),
        formula.format(
            required=written(found.required),
            counted=written(found.counted),
            difference=written(found.shortage),
            more=written(found.counted - found.required),
        ),
        persons(found.shortage),
    )


def _levy(held: InForce, found: Assessment, month: date) -> Step:
    return Step(_("Difference subsidy"), _wage_in_words(held), _sum(held, found, month), dollars(found.levy))


def _wage_in_words(held: InForce) -> str:
    if held.wage is None:
        return held.multiplier.citation
    return _("{citation}; basic wage {wage} a month (from {day})").format(
        citation=held.multiplier.citation, wage=dollars(int(held.wage.value)), day=format_date(held.wage.valid_from)
    )


def _sum(held: InForce, found: Assessment, month: date) -> str:
    if held.wage is None:
        return _("No basic wage is known for this month: nothing can be assessed until an administrator enters it")
    factors = [persons(found.shortage), dollars(int(held.wage.value))]
    if held.multiplier.value != 1:
        factors.append(written(held.multiplier.value))
    product = " × ".join(factors)
    if not found.levy:
        return product
    return _("{product}; to be paid by {day} (Enforcement Rules §16)").format(
        product=product, day=format_date(due_on(month))
    )


def late_fee_in_words(levy: int, month: date, terms: LateFeeTerms) -> str:
    """What a payment after the deadline costs."""
    late = due_on(month) + timedelta(days=1)
    return _(
        "From {day} on a late fee of {rate}% a day is added, {daily}, up to the day before full payment and at most "
        "{cap} times the amount (People with Disabilities Rights Protection Act §103)."
    ).format(
        day=format_date(late),
        rate=written(terms.rate * 100),
        daily=_("NT${amount}").format(amount=written(levy * terms.rate)),
        cap=written(terms.cap),
    )
