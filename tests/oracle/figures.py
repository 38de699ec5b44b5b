"""Code by code: the dataset whose years decide whether there is a previous value, and how to reckon the figure."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from tests.oracle.reckoning import (
    RATED,
    THREE_KINDS,
    Found,
    Reckon,
    accident_rate,
    awarded,
    cleared,
    database,
    deaths,
    different,
    employment_rate,
    is_,
    levy,
    manual,
    match_rate,
    number,
    rank,
    recorded,
    reduced,
    share,
    short,
    total,
    tracked,
    trainees,
    years,
)  # fmt: skip
from tests.oracle.world import Row, World

CHECKS, SERVICES, CLASSES = "facility_checks", "career_services", "training_classes"
ENTRIES, MEDIA, FINES = "contest_entries", "media_metrics", "inspection_penalties"


def hundred(row: Row) -> bool:
    return int(row["employees"]) >= 100


def sessions(series: str) -> tuple[str, Reckon]:
    return "activities", total("activities", "sessions", is_(series=series), blank=1)


def attendance(series: str) -> tuple[str, Reckon]:
    return "activities", total("activities", "attendance", is_(series=series))


def schools(series: str) -> tuple[str, Reckon]:
    return "activities", different("activities", "school", is_(series=series))


def checks(choose: Callable[[Row], bool]) -> tuple[str, Reckon]:
    return CHECKS, number(CHECKS, lambda row: hundred(row) and choose(row))


def applications(choose: Callable[[Row], bool]) -> tuple[str, Reckon]:
    return "certification_applications", number("certification_applications", choose)


def entries(contest: str, **more: object) -> tuple[str, Reckon]:
    return ENTRIES, number(ENTRIES, is_(contest=contest, **more))


def media(channel: str, metric: str) -> tuple[str, Reckon]:
    return MEDIA, manual(total(MEDIA, "value", is_(channel=channel, metric=metric)))


def inspected(**wanted: object) -> tuple[str, Reckon]:
    return "inspections", number("inspections", is_(**wanted))


def counted_penalty(row: Row) -> bool:
    return bool(row["appeal"] != "revoked")


COUNTED: Mapping[str, tuple[str, Reckon]] = {
    "worklife.employers_100plus": checks(lambda row: True),
    "worklife.lactation_rooms": checks(is_(lactation_room=True)),
    "worklife.childcare": checks(is_(childcare=("facility", "measure", "both"))),
    "worklife.briefings": sessions("facilities_briefing"),
    "remote_work.guidance_visits": ("guidance_visits", number("guidance_visits", is_(topic="remote_work"))),
    "remote_work.seminars": sessions("remote_work_seminar"),
    "remote_work.seminar_attendance": attendance("remote_work_seminar"),
    "safety.construction_fatalities": ("accidents", deaths(is_(industry="construction"))),
    "safety.public_works_fatalities": ("accidents", deaths(is_(public_works="city"))),
    "safety.fatalities": ("accidents", deaths(lambda row: True)),
    "safety.accident_rate": ("city_statistics", accident_rate),
    "safety.accident_rate_rank": (
        "city_statistics",
        rank(RATED, lambda row: Fraction(row["accident_cases"], row["average_insured"])),
    ),
    "safety.fatality_rank": ("city_statistics", rank(("fatalities",), lambda row: Fraction(row["fatalities"]))),
    "certifications.gender.applications": applications(is_(scheme="gender")),
    **{
        f"certifications.gender.{award}": applications(awarded(award))
        for award in ("gold", "silver", "bronze", "creativity", "progress", "shortlisted")
    },
    "certifications.gender.winners": applications(is_(scheme="gender", outcome="awarded")),
    "certifications.gender.briefings": sessions("gender_briefing"),
    "certifications.gender.briefing_attendance": attendance("gender_briefing"),
    "certifications.gender.advocacy_sessions": sessions("gender_advocacy"),
    "certifications.gender.advocacy_attendance": attendance("gender_advocacy"),
    "certifications.gender.ceremony_attendance": attendance("gender_ceremony"),
    "certifications.age.awarded": applications(is_(scheme="age", outcome="awarded")),
    "certifications.age.briefings": sessions("age_briefing"),
    "certifications.age.job_fairs": sessions("age_job_fair"),
    "certifications.age.job_fair_attendance": attendance("age_job_fair"),
    "certifications.age.match_rate": ("activities", match_rate("matched", "interviewed")),
    "certifications.age.senior_match_rate": ("activities", match_rate("matched_45", "interviewed_45")),
    "quota.tracked_employers": ("quota_months", tracked(lambda row: 1)),
    "quota.tracked_shortage": ("quota_months", tracked(short)),
    "quota.employers_reduced": (
        "quota_months",
        reduced(cleared, lambda base, last: sum(cleared(row, last.get(row["ubn"])) for row in base)),
    ),
    "quota.shortage_reduced": (
        "quota_months",
        reduced(lambda row, last: short(row) - short(last) if last else 0, lambda base, last: len(base)),
    ),
    "quota.workshops": sessions("quota_workshop"),
    "quota.seminars": sessions("quota_seminar"),
    "quota.penalties": ("quota_penalties", number("quota_penalties", counted_penalty)),
    "quota.penalty_amount": ("quota_penalties", total("quota_penalties", "amount", counted_penalty)),
    "quota.levy": ("quota_months", levy),
    "training.classes": (CLASSES, number(CLASSES, is_(kind=THREE_KINDS))),
    "training.trainees": ("enrolments", trainees(*THREE_KINDS)),
    "training.coop_classes": (CLASSES, number(CLASSES, is_(kind="industry_academia"))),
    "training.coop_trainees": ("enrolments", trainees("industry_academia")),
    "training.exam_batches": ("exam_results", different("exam_results", "batch")),
    "training.exam_certified": ("exam_results", number("exam_results", is_(theory="pass", practice="pass"))),
    "training.assessments": (SERVICES, total(SERVICES, "persons", is_(kind="assessment"))),
    "training.assessment_database": (SERVICES, database),
    "training.counselling_talks": sessions("career_talk"),
    "training.counselling_attendance": attendance("career_talk"),
    "training.individual_counselling": (SERVICES, total(SERVICES, "persons", is_(kind="counselling"))),
    "training.employment_rate": ("enrolments", employment_rate),
    "outreach.screenings": sessions("film_screening"),
    "outreach.screening_beneficiaries": attendance("film_screening"),
    "outreach.festival_films": ("activities", total("activities", "films", is_(series="film_festival"))),
    "outreach.festival_viewers": attendance("film_festival"),
    "outreach.award_submissions": entries("film_award"),
    "outreach.retrospective_visitors": attendance("film_retrospective"),
    "outreach.video_episodes": (MEDIA, manual(different(MEDIA, "work"))),
    "outreach.video_facebook_reach": media("facebook", "reach"),
    "outreach.video_facebook_views": media("facebook", "views"),
    "outreach.video_youtube_views": media("youtube", "views"),
    "outreach.campus_schools": schools("campus_talk"),
    "outreach.campus_sessions": sessions("campus_talk"),
    "outreach.campus_students": attendance("campus_talk"),
    "outreach.boardgame_schools": schools("board_game"),
    "outreach.boardgame_sessions": sessions("board_game"),
    "outreach.boardgame_students": attendance("board_game"),
    "outreach.comic_schools": (ENTRIES, different(ENTRIES, "school", is_(contest="comic"))),
    "outreach.comic_entries": entries("comic"),
    "outreach.comic_winners": entries("comic", won=True),
    "outreach.lesson_entries": entries("lesson_plan"),
    "outreach.lesson_winners": entries("lesson_plan", won=True),
    "outreach.lesson_sharing_sessions": sessions("lesson_sharing"),
    "inspections.total": inspected(),
    "inspections.stop_work": inspected(stop_work=True),
    "inspections.osh_inspections": inspected(unit="inspection_office"),
    "inspections.osh_stop_work": inspected(unit="inspection_office", stop_work=True),
    "inspections.penalties": (FINES, number(FINES)),
    "inspections.penalty_amount": (FINES, total(FINES, "amount")),
    "inspections.osh_penalties": (FINES, number(FINES, is_(read_act="occupational_safety"))),
    **{
        f"finance.{column}": ("agency_finance", recorded("agency_finance", column))
        for column in ("budget", "final_account", "personnel_cost")
    },
    **{
        f"staffing.{column}": ("agency_staffing", recorded("agency_staffing", column))
        for column in ("officials", "contract", "police", "workers")
    },
}
PARTS: Mapping[str, tuple[str, ...]] = {
    "worklife.lactation_rate": ("worklife.lactation_rooms", "worklife.employers_100plus"),
    "worklife.childcare_rate": ("worklife.childcare", "worklife.employers_100plus"),
    "quota.employers_reduction_rate": ("quota.employers_reduced", "quota.tracked_employers"),
    "quota.shortage_reduction_rate": ("quota.shortage_reduced", "quota.tracked_shortage"),
    "finance.execution_rate": ("finance.final_account", "finance.budget"),
    "finance.personnel_share": ("finance.personnel_cost", "finance.final_account"),
}
SUMS: Mapping[str, tuple[str, ...]] = {
    "outreach.carnival_participants": ("outreach.festival_viewers", "outreach.retrospective_visitors"),
    "staffing.total": ("staffing.officials", "staffing.contract", "staffing.police", "staffing.workers"),
}
PENALTY_RATE = "inspections.penalty_rate"
PENALISED = ("inspections.osh_stop_work", "inspections.osh_penalties", "inspections.osh_inspections")
CODES = (*COUNTED, *PARTS, *SUMS, PENALTY_RATE)


def inputs(code: str) -> tuple[str, ...]:
    return PENALISED if code == PENALTY_RATE else PARTS.get(code) or SUMS.get(code) or ()


def reckoned(world: World, code: str, year: int) -> Found:
    if code in COUNTED:
        return COUNTED[code][1](world, year)
    found = [reckoned(world, each, year) for each in inputs(code)]
    status = "provisional" if any(each.status == "provisional" for each in found) else "final"
    return Found(_computed(code, [each.value for each in found]), None, status)


def _computed(code: str, values: list[Fraction | None]) -> Fraction | None:
    if None in values:
        return None
    if code in SUMS:
        return sum((value for value in values if value is not None), Fraction(0))
    if code in PARTS:
        return share(values[0], values[1])
    return share(added_up(values[:2]), values[2])


def added_up(values: list[Fraction | None]) -> Fraction:
    return sum((value for value in values if value is not None), Fraction(0))


def before(world: World, code: str, year: int) -> Fraction | None:
    """What the report of *year* says of the year before: nothing where the dataset has no record of it."""
    if code in COUNTED:
        has_any = year - 1 in set(years(world, COUNTED[code][0]))
        return reckoned(world, code, year - 1).value if has_any else None
    values = [before(world, each, year) for each in inputs(code)]
    return _computed(code, values)
