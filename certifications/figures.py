"""Figures of the two certifications. Awards, winners and applicants are three different counts."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from certifications.states import Outcome, SchemeCode
from laborportal.annualreport import units
from laborportal.annualreport.declarations import Figure, register

APPLICATIONS = "certification_applications"
ACTIVITIES = "activities"
AWARDS: tuple[tuple[str, StrOrPromise], ...] = (
    ("gold", _("Gold (certified)")),
    ("silver", _("Silver")),
    ("bronze", _("Bronze")),
    ("creativity", _("Creativity award")),
    ("progress", _("Progress award")),
    ("shortlisted", _("Shortlisted award")),
)
# Code, label, unit, series, what is summed.
OF_ACTIVITIES: tuple[tuple[str, StrOrPromise, StrOrPromise, str, str], ...] = (
    ("gender.briefings", _("Call-for-applications briefings"), units.SESSIONS, "gender_briefing", "sessions"),
    ("gender.briefing_attendance", _("Briefing attendance"), units.EMPLOYER_TIMES, "gender_briefing", "attendance"),
    ("gender.advocacy_sessions", _("Workplace-equality sessions"), units.SESSIONS, "gender_advocacy", "sessions"),
    (
        "gender.advocacy_attendance",
        _("Workplace-equality session attendance"),
        units.PERSON_TIMES,
        "gender_advocacy",
        "attendance",
    ),
    ("gender.ceremony_attendance", _("Award-ceremony attendance"), units.PERSONS, "gender_ceremony", "attendance"),
    ("age.briefings", _("Employer briefings"), units.SESSIONS, "age_briefing", "sessions"),
    ("age.job_fairs", _("Age-friendly job fairs"), units.SESSIONS, "age_job_fair", "sessions"),
    ("age.job_fair_attendance", _("Job-fair attendance"), units.PERSON_TIMES, "age_job_fair", "attendance"),
)
RATES: tuple[tuple[str, StrOrPromise, str], ...] = (
    ("age.match_rate", _("Match rate"), "match_rate"),
    ("age.senior_match_rate", _("Match rate, aged 45 and over"), "senior_match_rate"),
)


def of_applications(code: str, label: StrOrPromise, **conditions: str) -> Figure:
    return Figure(
        code=f"certifications.{code}", label=label, unit=units.EMPLOYERS, dataset=APPLICATIONS, filter=conditions
    )


def figures() -> Iterator[Figure]:
    gender = SchemeCode.GENDER.value
    yield of_applications("gender.applications", _("Employers that applied"), scheme=gender)
    for code, label in AWARDS:
        yield of_applications(f"gender.{code}", label, scheme=gender, awards=code)
    yield of_applications(
        "gender.winners", _("Award-winning organisations"), scheme=gender, outcome=Outcome.AWARDED.value
    )
    yield of_applications(
        "age.awarded", _("Employers awarded"), scheme=SchemeCode.AGE.value, outcome=Outcome.AWARDED.value
    )
    for code, label, unit, series, summed in OF_ACTIVITIES:
        yield Figure(
            code=f"certifications.{code}",
            label=label,
            unit=unit,
            dataset=ACTIVITIES,
            filter={"series": series},
            measure=f"sum:{summed}",
        )
    for code, label, measure in RATES:
        yield Figure(
            code=f"certifications.{code}",
            label=label,
            unit=units.PERCENT,
            decimals=1,
            dataset=ACTIVITIES,
            filter={"series": "age_job_fair"},
            measure=f"named:{measure}",
        )


register(figures())
