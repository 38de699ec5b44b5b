from typing import Any

from django.test import Client
from django.urls import reverse

from laborportal.accounts.models import User
from tests.conftest import ClientFor
from tests.contracts.described import Described

OF_THE_DATASET = ("list", "create", "export")
OF_A_RECORD = ("record", "edit", "void")


class RoleContract(Described):
    """Who may open and who may write."""

    def urls(self, record: Any) -> list[str]:
        return [self.url(page) for page in OF_THE_DATASET] + [self.url(page, record) for page in OF_A_RECORD]

    def test_nobody_sees_anything_without_signing_in(self) -> None:
        record = self.loaded()[0]
        for url in self.urls(record):
            answer = Client().get(url)
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("account_login"))

    def test_an_auditor_reads_everything_and_writes_nothing(self, auditor: User, client_for: ClientFor) -> None:
        record = self.loaded()[0]
        reader = client_for(auditor)
        allowed = {"list": 200, "export": 200, "record": 200}
        for page in (*OF_THE_DATASET, *OF_A_RECORD):
            url = self.url(page, record if page in OF_A_RECORD else None)
            assert reader.get(url).status_code == allowed.get(page, 403), page
        before = self.states()
        for url in (self.url("create"), self.url("edit", record), self.url("void", record)):
            assert reader.post(url, {**self.typed, "version": record.version, "reason": "x"}).status_code == 403
        assert self.states() == before

    def test_a_record_that_does_not_exist_is_not_found(self) -> None:
        for page in OF_A_RECORD:
            assert self.officer.get(reverse(f"{self.dataset.namespace}:{page}", args=[10**9])).status_code == 404


class ScopeContract(Described):
    """Records of another unit are out of sight."""

    def test_another_unit_sees_and_changes_nothing(self, outsider: User, client_for: ClientFor) -> None:
        record = self.loaded()[0]
        stranger, before = client_for(outsider), self.states()
        listed = stranger.get(self.url("list")).context["page"]
        assert (listed.count, listed.everybodys_count) == (0, 3)
        assert len(b"".join(stranger.get(self.url("export"))).splitlines()) == 1
        assert stranger.get(f"/api/{self.name}/").json() == {"count": 0, "next": None, "results": []}
        for page in OF_A_RECORD:
            assert stranger.get(self.url(page, record)).status_code == 404, page
            answer = stranger.post(self.url(page, record), {**self.typed, "version": record.version, "reason": "x"})
            assert answer.status_code in (404, 405), page
        assert self.states() == before

    def test_another_unit_cannot_enter_a_record_of_this_one(self, outsider: User, client_for: ClientFor) -> None:
        answer = self.entered(client_for(outsider), self.typed)
        assert answer.status_code in (200, 403)
        assert self.on_file() == []
