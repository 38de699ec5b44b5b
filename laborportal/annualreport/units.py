"""The units that figures are counted in; they are different things and are never added to each other."""

from django.utils.translation import pgettext_lazy

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
