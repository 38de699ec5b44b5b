import pytest

from laborportal.accounts.models import Role, User
from tests.conftest import ClientFor
from tests.contracts import Defect, UnscopedContract
from tests.factories.accounts import MembershipFactory, unit


class OfThePlanningDivision(UnscopedContract):
    """Read by whoever reads the report; kept by the planning division and by administrators."""

    @pytest.fixture(autouse=True)
    def planners(self, staff: User, supervisor: User) -> None:
        MembershipFactory.create(user=staff, unit=unit("planning"), role=Role.STAFF)
        MembershipFactory.create(user=supervisor, unit=unit("planning"), role=Role.SUPERVISOR)

    def test_another_unit_reads_it_and_writes_nothing(self, outsider: User, client_for: ClientFor) -> None:
        record = self.loaded()[0]
        reader = client_for(outsider)
        assert len(reader.get(f"/api/{self.name}/").json()["results"]) == 3
        assert reader.get(self.url("record", record)).status_code == 200
        for page in ("edit", "void"):
            assert reader.post(self.url(page, record), {**self.typed, "version": 1}).status_code == 403, page
        assert self.entered(reader, {**self.typed, "year": "120"}).status_code == 403

    def test_an_administrator_keeps_it_too(self, admin: User, client_for: ClientFor) -> None:
        answer = self.entered(client_for(admin), self.typed)
        assert answer.status_code == 302
        assert len(self.records()) == 1


FINANCE = {"year": "112", "budget": "313554", "final_account": "286557", "personnel_cost": "180560"}
STAFFING = {"year": "112", "officials": "97", "contract": "75", "police": "0", "workers": "7"}


class TestFinance(OfThePlanningDivision):
    name = "agency_finance"
    rows = (
        FINANCE,
        {**FINANCE, "year": "111", "budget": "283306", "final_account": "257497"},
        {**FINANCE, "year": "098"},
    )
    change = {"budget": "313555", "personnel_cost": "0"}
    found_by = ("112",)
    defects = (
        Defect({"year": ""}, "year"),
        Defect({"year": "98"}, "year", "098"),
        Defect({"year": "2023"}, "year"),
        Defect({"budget": ""}, "budget"),
        Defect({"budget": "-1"}, "budget"),
        Defect({"final_account": "3.5"}, "final_account"),
        Defect({"personnel_cost": "9999999999"}, "personnel_cost"),
    )
    oddities = (
        Defect({"final_account": "313555"}, "final_account"),
        Defect({"personnel_cost": "286558"}, "personnel_cost"),
    )


class TestStaffing(OfThePlanningDivision):
    name = "agency_staffing"
    rows = (STAFFING, {**STAFFING, "year": "111", "officials": "93"}, {**STAFFING, "year": "110", "workers": "11"})
    change = {"officials": "98", "police": "1"}
    found_by = ("112",)
    defects = (
        Defect({"year": ""}, "year"),
        Defect({"officials": ""}, "officials"),
        Defect({"contract": "-75"}, "contract"),
        Defect({"police": "none"}, "police"),
        Defect({"workers": "7 persons"}, "workers"),
    )
