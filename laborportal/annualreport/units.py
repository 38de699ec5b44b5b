"""The units that figures are counted in; they are different things and are never added to each other."""

from django.utils.translation import override, pgettext_lazy

EMPLOYERS = pgettext_lazy("unit", "employers")
EMPLOYER_TIMES = pgettext_lazy("unit", "employer attendances")
PERSONS = pgettext_lazy("unit", "persons")
PERSON_TIMES = pgettext_lazy("unit", "attendances")
TRAINEES = pgettext_lazy("unit", "trainees")
SESSIONS = pgettext_lazy("unit", "sessions")
INSPECTIONS = pgettext_lazy("unit", "inspections")
DECISIONS = pgettext_lazy("unit", "decisions")
ENTRIES = pgettext_lazy("unit", "entries")
CLASSES = pgettext_lazy("unit", "classes")
BATCHES = pgettext_lazy("unit", "batches")
SCHOOLS = pgettext_lazy("unit", "schools")
FILMS = pgettext_lazy("unit", "films")
EPISODES = pgettext_lazy("unit", "episodes")
VIEWS = pgettext_lazy("unit", "views")
PLACE = pgettext_lazy("unit", "place")
DOLLARS = pgettext_lazy("unit", "NT$")
THOUSAND_DOLLARS = pgettext_lazy("unit", "NT$1,000")
PERCENT = "%"
PER_THOUSAND = "‰"
RATES = (PERCENT, PER_THOUSAND)
COUNTABLE = (
    EMPLOYERS, EMPLOYER_TIMES, PERSONS, PERSON_TIMES, TRAINEES, SESSIONS, INSPECTIONS, DECISIONS, ENTRIES, CLASSES,
    BATCHES, SCHOOLS, FILMS, EPISODES, VIEWS, PLACE, DOLLARS, THOUSAND_DOLLARS, PERCENT, PER_THOUSAND,
)  # fmt: skip


def known_units() -> dict[str, str]:
    """Chinese to English."""
    with override("zh-hant"):
        chinese = [str(unit) for unit in COUNTABLE]
    with override("en"):
        return dict(zip(chinese, (str(unit) for unit in COUNTABLE), strict=True))
