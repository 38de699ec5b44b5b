import pytest
from django.test import Client

from laborportal.accounts.models import User
from tests.conftest import ClientFor
from tests.factories.activities import ActivityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.laborportal.listing.lists")]


@pytest.fixture
def page(admin: User, client_for: ClientFor) -> Client:
    return client_for(admin)


def test_a_list_shows_its_records(page: Client) -> None:
    ActivityFactory(number="112-1", title="開幕")
    answer = page.get("/listed/")
    assert answer.status_code == 200
    assert "112-1" in answer.content.decode()
