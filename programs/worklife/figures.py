from django.utils.translation import gettext_lazy as _

from laborportal.annualreport import units
from laborportal.annualreport.declarations import Figure, register

register(
    [
        Figure(
            code="worklife.employers_100plus",
            label=_("Employers with 100 or more employees"),
            unit=units.EMPLOYERS,
            dataset="facility_checks",
            filter={"employees_min": 100},
        ),
        Figure(
            code="worklife.lactation_rooms",
            label=_("Employers with a lactation room"),
            unit=units.EMPLOYERS,
            dataset="facility_checks",
            filter={"employees_min": 100, "lactation_room": "yes"},
        ),
        Figure(
            code="worklife.lactation_rate",
            label=_("Lactation-room rate"),
            unit=units.PERCENT,
            decimals=2,
            formula="100 * worklife.lactation_rooms / worklife.employers_100plus",
        ),
        Figure(
            code="worklife.childcare",
            label=_("Employers with childcare facilities or measures"),
            unit=units.EMPLOYERS,
            dataset="facility_checks",
            filter={"employees_min": 100, "childcare": ["facility", "measure", "both"]},
        ),
        Figure(
            code="worklife.childcare_rate",
            label=_("Childcare rate"),
            unit=units.PERCENT,
            decimals=2,
            formula="100 * worklife.childcare / worklife.employers_100plus",
        ),
        Figure(
            code="worklife.briefings",
            label=_("Briefings held"),
            unit=units.SESSIONS,
            dataset="activities",
            filter={"series": "facilities_briefing"},
            measure="sum:sessions",
        ),
        Figure(
            code="remote_work.guidance_visits",
            label=_("Remote-work compliance guidance visits"),
            unit=units.EMPLOYER_TIMES,
            dataset="guidance_visits",
            filter={"topic": "remote_work"},
        ),
        Figure(
            code="remote_work.seminars",
            label=_("Remote-work seminars"),
            unit=units.SESSIONS,
            dataset="activities",
            filter={"series": "remote_work_seminar"},
            measure="sum:sessions",
        ),
        Figure(
            code="remote_work.seminar_attendance",
            label=_("Remote-work seminar attendance"),
            unit=units.PERSONS,
            dataset="activities",
            filter={"series": "remote_work_seminar"},
            measure="sum:attendance",
        ),
    ]
)
