"""The sign-ins of the demonstration; their passwords are printed by `make run` and good for nothing else."""

from typing import NamedTuple

from django.db import transaction

from laborportal.accounts.models import Membership, Role, Unit, User
from laborportal.audit.recording import Act, record

PLANNING = "planning"


class DemoPerson(NamedTuple):
    name: str
    password: str
    role: Role


PEOPLE = {
    "staff": DemoPerson("林承辦", "plum-rain-in-june", Role.STAFF),
    "supervisor": DemoPerson("王科長", "tea-hills-at-dawn", Role.SUPERVISOR),
    "admin": DemoPerson("陳企劃", "river-ferry-at-noon", Role.ADMIN),
}
DEMO_SIGN_INS = [(username, person.password) for username, person in PEOPLE.items()]


def load(act: Act) -> None:
    for username, person in PEOPLE.items():
        if not User.objects.filter(username=username).exists():
            add(act, username, person)


@transaction.atomic
def add(act: Act, username: str, person: DemoPerson) -> None:
    user = User.objects.create_user(username, password=person.password, name=person.name)
    record(act, "created", user)
    units = Unit.objects.filter(code=PLANNING) if person.role == Role.ADMIN else Unit.objects.exclude(code=PLANNING)
    for unit in units:
        record(act, "created", Membership.objects.create(user=user, unit=unit, role=person.role))
