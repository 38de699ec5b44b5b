from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from laborportal.accounts.models import User
from laborportal.accounts.policies import may_administer, system_user
from laborportal.audit.recording import history_of


@pytest.mark.django_db
def test_the_first_administrator_gets_a_password_that_must_be_changed() -> None:
    out = StringIO()
    call_command("create_administrator", "wang", "王企劃", stdout=out)
    user = User.objects.get(username="wang")
    assert user.check_password(out.getvalue().strip())
    assert user.must_change_password
    assert may_administer(user)
    assert {event.actor_id for event in history_of(user)} == {system_user().pk}


@pytest.mark.django_db
def test_nobody_becomes_administrator_by_a_name_that_exists(staff: User) -> None:
    with pytest.raises(CommandError, match="exists"):
        call_command("create_administrator", staff.username, "somebody else")
    assert not may_administer(User.objects.get(pk=staff.pk))
