"""Figures of inspections and accidents. Those over datasets that are not kept yet say so on the report's page."""

from django.utils.translation import gettext_lazy as _

from laborportal.annualreport import units
from laborportal.annualreport.declarations import Figure, register

ACCIDENTS = "accidents"
CITIES = "city_statistics"
INSPECTIONS = "inspections"
PENALTIES = "inspection_penalties"
TAIPEI = "臺北市"
COUNTED = ("confirmed", "pending")

register(
    [
        Figure(
            code="safety.construction_fatalities",
            label=_("Construction fatalities"),
            unit=units.PERSONS,
            dataset=ACCIDENTS,
            filter={"status": COUNTED, "industry": "construction"},
            measure="sum:deaths",
            lower_is_better=True,
        ),
        Figure(
            code="safety.public_works_fatalities",
            label=_("City public-works fatalities"),
            unit=units.PERSONS,
            dataset=ACCIDENTS,
            filter={"status": COUNTED, "public_works": "city"},
            measure="sum:deaths",
            lower_is_better=True,
        ),
        Figure(
            code="safety.fatalities",
            label=_("Fatalities in major occupational accidents"),
            unit=units.PERSONS,
            dataset=ACCIDENTS,
            filter={"status": COUNTED},
            measure="sum:deaths",
            lower_is_better=True,
        ),
        Figure(
            code="safety.accident_rate",
            label=_("Occupational accidents per 1,000 insured (January-November)"),
            unit=units.PER_THOUSAND,
            decimals=3,
            dataset=CITIES,
            filter={"city": TAIPEI, "source": "{newest_source_of_rate}"},
            measure="named:accident_rate",
            lower_is_better=True,
        ),
        Figure(
            code="safety.accident_rate_rank",
            label=_("Rank among the six municipalities by accident rate, lowest first"),
            unit=units.PLACE,
            dataset=CITIES,
            filter={"source": "{newest_source_of_rate}"},
            measure="named:accident_rate_rank",
            lower_is_better=True,
        ),
        Figure(
            code="safety.fatality_rank",
            label=_("Fatality rank among the six municipalities, lowest first"),
            unit=units.PLACE,
            dataset=CITIES,
            filter={"source": "{newest_source_of_fatalities}"},
            measure="named:fatality_rank",
            lower_is_better=True,
        ),
        Figure(
            code="inspections.total", label=_("Inspections carried out"), unit=units.INSPECTIONS, dataset=INSPECTIONS
        ),
        Figure(
            code="inspections.stop_work",
            label=_("Stop-work orders"),
            unit=units.INSPECTIONS,
            dataset=INSPECTIONS,
            filter={"stop_work": "yes"},
        ),
        Figure(
            code="inspections.penalties",
            label=_("Penalty decisions"),
            unit=units.DECISIONS,
            dataset=PENALTIES,
        ),
        Figure(
            code="inspections.penalty_amount",
            label=_("Fines"),
            unit=units.DOLLARS,
            dataset=PENALTIES,
            measure="sum:amount",
        ),
        Figure(
            code="inspections.osh_inspections",
            label=_("Safety inspections"),
            unit=units.INSPECTIONS,
            dataset=INSPECTIONS,
            filter={"unit": "inspection_office"},
        ),
        Figure(
            code="inspections.osh_stop_work",
            label=_("Safety stop-work orders"),
            unit=units.INSPECTIONS,
            dataset=INSPECTIONS,
            filter={"unit": "inspection_office", "stop_work": "yes"},
        ),
        Figure(
            code="inspections.osh_penalties",
            label=_("Safety penalty decisions"),
            unit=units.DECISIONS,
            dataset=PENALTIES,
            filter={"act": "occupational_safety"},
        ),
        Figure(
            code="inspections.penalty_rate",
            label=_("Penalty rate"),
            unit=units.PERCENT,
            decimals=2,
            formula="100 * (inspections.osh_stop_work + inspections.osh_penalties) / inspections.osh_inspections",
        ),
    ]
)
