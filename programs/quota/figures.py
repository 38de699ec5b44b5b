from django.utils.translation import gettext_lazy as _

from laborportal.annualreport import units
from laborportal.annualreport.declarations import Figure, register

register(
    [
        Figure(
            code="quota.tracked_employers",
            label=_("Under-quota employers on the list at the start"),
            unit=units.EMPLOYERS,
            dataset="quota_months",
            filter={"month": "{previous_december}", "shortage_min": 1},
        ),
        Figure(
            code="quota.employers_reduced",
            label=_("Under-quota employers fewer by"),
            unit=units.EMPLOYERS,
            dataset="quota_months",
            filter={
                "month": "{previous_december}",
                "shortage_min": 1,
                "cleared_by": "{december}",
            },
            needs_record=True,
        ),
        Figure(
            code="quota.employers_reduction_rate",
            label=_("Reduction of under-quota employers"),
            unit=units.PERCENT,
            decimals=2,
            formula="100 * quota.employers_reduced / quota.tracked_employers",
        ),
        Figure(
            code="quota.tracked_shortage",
            label=_("Persons short at the start"),
            unit=units.PERSONS,
            dataset="quota_months",
            filter={"month": "{previous_december}", "shortage_min": 1},
            measure="sum:shortage",
        ),
        Figure(
            code="quota.shortage_reduced",
            label=_("Persons short fewer by"),
            unit=units.PERSONS,
            dataset="quota_months",
            filter={"month": "{previous_december}", "shortage_min": 1},
            measure="named:shortage_lost",
            needs_record=True,
        ),
        Figure(
            code="quota.shortage_reduction_rate",
            label=_("Reduction of persons short"),
            unit=units.PERCENT,
            decimals=2,
            formula="100 * quota.shortage_reduced / quota.tracked_shortage",
        ),
        Figure(
            code="quota.workshops",
            label=_("Workshops"),
            unit=units.SESSIONS,
            dataset="activities",
            filter={"series": "quota_workshop"},
            measure="sum:sessions",
        ),
        Figure(
            code="quota.seminars",
            label=_("Round tables"),
            unit=units.SESSIONS,
            dataset="activities",
            filter={"series": "quota_seminar"},
            measure="sum:sessions",
        ),
        Figure(
            code="quota.penalties",
            label=_("Quota penalties"),
            unit=units.DECISIONS,
            dataset="quota_penalties",
            filter={"appeal": ["none", "pending", "dismissed"]},
        ),
        Figure(
            code="quota.penalty_amount",
            label=_("Quota fines"),
            unit=units.DOLLARS,
            dataset="quota_penalties",
            filter={"appeal": ["none", "pending", "dismissed"]},
            measure="sum:amount",
        ),
        Figure(
            code="quota.levy",
            label=_("Difference subsidy assessed"),
            unit=units.DOLLARS,
            dataset="quota_months",
            measure="sum:levy",
        ),
    ]
)
