from django.contrib.auth.password_validation import validate_password
from django.test import Client

from laborportal.accounts.demo import DEMO_SIGN_INS, load
from laborportal.accounts.models import Membership, Role, User
from laborportal.accounts.policies import has_role, may_administer, system_user, units_of
from laborportal.accounts.units import UNITS
from laborportal.audit.models import Event
from laborportal.audit.recording import Act, history_of


def test_the_demonstration_has_three_sign_ins_that_work(db: None) -> None:
    load(Act(system_user()))
    for username, password in DEMO_SIGN_INS:
        assert Client().post("/accounts/login/", {"login": username, "password": password})["Location"] == "/"
        validate_password(password)
    staff, supervisor, admin = (User.objects.get(username=name) for name in ("staff", "supervisor", "admin"))
    assert len(units_of(staff, Role.STAFF)) == len(units_of(supervisor, Role.SUPERVISOR)) == len(UNITS) - 1
    assert may_administer(admin)
    assert not has_role(admin, Role.STAFF, Role.SUPERVISOR)


def test_a_second_run_changes_nothing(db: None) -> None:
    act = Act(system_user())
    load(act)
    before = Event.objects.count(), Membership.objects.count(), User.objects.get(username="staff").password
    load(act)
    assert before == (Event.objects.count(), Membership.objects.count(), User.objects.get(username="staff").password)
    assert history_of(User.objects.get(username="staff")).get().actor_name == "system"
