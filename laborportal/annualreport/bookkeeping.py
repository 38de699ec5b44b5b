"""Changes to one year's book of definitions; the books of other years stay as they are."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from laborportal.annualreport import formula, texts
from laborportal.annualreport.declarations import standard_figures
from laborportal.annualreport.models import BookEntry, FigureDefinition, Objective, ReportYear, Target
from laborportal.annualreport.writing import change, create, open_year, primitive
from laborportal.audit.recording import Act, differences, record
from laborportal.workflow.performing import stale
from laborportal.workflow.voiding import void

OWN = "own."
CODE_LENGTH = 60


class InUse(ValueError):
    """str(error) says in a sentence what still needs the figure."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a person says of a new figure; the rest comes from the list."""

    label: str
    label_en: str
    unit: str
    unit_en: str
    decimals: int
    dataset: str
    filter: str
    measure: str


def is_own(code: str) -> bool:
    return code.startswith(OWN)


def add_figure(
    act: Act, wanted: Wanted, years: Iterable[int], place: Objective | None = None
) -> list[FigureDefinition]:
    """The same figure, under one code of its own, in the book of every one of *years*, in their order.

    In the report of *place* it stands below that objective; in the others below the one of the same name, if any.
    """
    with transaction.atomic():
        reports = [open_year(act, year) for year in sorted(years)]
        code = _new_code(wanted.label_en)
        made = []
        locked = ReportYear.objects.select_for_update().filter(pk__in=[report.pk for report in reports])
        for report in locked.order_by("year"):
            last = report.definitions.aggregate(last=Max("order"))["last"] or 0
            made.append(create(act, FigureDefinition(report=report, code=code, order=last + 1, **vars(wanted))))
            if place is not None:
                put_below(act, report, code, _same_place(report, place))
    return made


def own_elsewhere(taken: Collection[str]) -> list[FigureDefinition]:
    """Own figures that stand in some year's book and not among *taken*, each as its newest year has it."""
    standing = FigureDefinition.objects.standing().filter(code__startswith=OWN).exclude(code__in=taken)
    newest: dict[str, FigureDefinition] = {}
    for row in standing.select_related("report").order_by("-report__year", "order", "pk"):
        newest.setdefault(row.code, row)
    return list(newest.values())


def take_over(act: Act, report: ReportYear, code: str) -> FigureDefinition | None:
    """Puts an own figure of another year into this book; None when there is nothing to take."""
    with transaction.atomic():
        ReportYear.objects.select_for_update().get(pk=report.pk)
        taken = set(report.definitions.values_list("code", flat=True))
        known = next((row for row in own_elsewhere(taken) if row.code == code), None)
        if known is None:
            return None
        values = {name: getattr(known, name) for name in Wanted.__dataclass_fields__}
        last = report.definitions.aggregate(last=Max("order"))["last"] or 0
        return create(act, FigureDefinition(report=report, code=code, order=last + 1, **values))


def _same_place(report: ReportYear, place: Objective) -> Objective | None:
    return report.objectives.filter(short_title=place.short_title).first()


def _new_code(name: str) -> str:
    """Words of the English name; numbered where another figure of any year has it."""
    words = re.sub(r"[^a-z0-9]+", "_", slugify(name)).strip("_")[:CODE_LENGTH].strip("_") or "figure"
    known = set(FigureDefinition.objects.filter(code__startswith=OWN).values_list("code", flat=True))
    known |= {figure.code for figure in standard_figures()}
    number, code = 1, f"{OWN}{words}"
    while code in known:
        number += 1
        code = f"{OWN}{words}_{number}"
    return code


def put_below(act: Act, report: ReportYear, code: str, place: Objective | None) -> None:
    """Below *place* and no other objective; among the other figures without one."""
    with transaction.atomic():
        for objective in report.objectives.select_for_update():
            kept = [each for each in objective.figures if each != code]
            wanted = [*kept, code] if place is not None and objective.pk == place.pk else kept
            if set(wanted) != set(objective.figures):
                change(act, objective, {"figures": wanted}, seen_version=objective.version)


def place_of(report: ReportYear, code: str) -> Objective | None:
    return next((objective for objective in report.objectives.all() if code in objective.figures), None)


def change_figure(
    act: Act, known: FigureDefinition, values: Mapping[str, Any], place: Objective | None, *, seen_version: int
) -> FigureDefinition:
    """Also of a standard figure, in this year's book alone; raises Stale."""
    with transaction.atomic():
        saved = change(act, known, values, seen_version=seen_version)
        put_below(act, known.report, known.code, place)
    return saved


def withdraw_figure(act: Act, known: FigureDefinition, *, seen_version: int) -> None:
    """Raises Stale, and InUse while a text prints it or a formula needs it."""
    with transaction.atomic():
        locked = _locked(known, seen_version)
        _refuse_while_used(locked)
        put_below(act, locked.report, locked.code, None)
        void(locked, act)


def withdraw_target(act: Act, known: Target, *, seen_version: int) -> None:
    with transaction.atomic():
        void(_locked(known, seen_version), act)


def _locked(known: BookEntry, seen_version: int) -> Any:
    locked = type(known)._default_manager.select_for_update().get(pk=known.pk)
    if locked.version != seen_version or locked.voided_at is not None:
        raise stale(locked)
    return locked


def restore(act: Act, known: BookEntry, values: Mapping[str, Any] | None = None) -> None:
    """Back from the withdrawal; without effect for what stands."""
    with transaction.atomic():
        locked: Any = type(known)._default_manager.select_for_update().get(pk=known.pk)
        if locked.voided_at is None:
            return
        before = {name: primitive(getattr(locked, name)) for name in values or ()}
        for name, value in {**(values or {}), "voided_at": None, "void_reason": None}.items():
            setattr(locked, name, value)
        locked.version += 1
        locked.save()
        after = {name: primitive(getattr(locked, name)) for name in before}
        record(act, "restored", locked, differences(before, after))


def set_target(act: Act, report: ReportYear, code: str, values: Mapping[str, Any], *, seen_version: int) -> None:
    """*seen_version* is 0 where the person saw no target; raises Stale."""
    with transaction.atomic():
        ReportYear.objects.select_for_update().get(pk=report.pk)
        known = report.targets.filter(code=code).first()
        if known is None:
            create(act, Target(report=report, code=code, **values))
        elif known.voided_at is not None:
            restore(act, known, values)
        else:
            change(act, known, values, seen_version=seen_version)


def _refuse_while_used(known: FigureDefinition) -> None:
    report, code = known.report, known.code
    needing = [
        row.label
        for row in report.definitions.standing().exclude(formula="")
        if code in formula.inputs(formula.parse(row.formula))
    ]
    if needing:
        raise InUse(_("Other figures are computed from it: {figures}.").format(figures=_(", ").join(needing)))
    written = [("", report.preface, report.risk, report.staffing_note)]
    written += [(each.short_title, each.strategies, each.results, each.future) for each in report.objectives.all()]
    printing = [
        title or _("the preface or another text of the report")
        for title, *rest in written
        if code in texts.codes_in(*rest)
    ]
    if printing:
        places = _(", ").join(printing)
        raise InUse(_("Texts print its number: {places}. Take it out of them first.").format(places=places))
