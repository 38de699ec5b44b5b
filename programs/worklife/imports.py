"""How rows become checks and subsidies: a file says what was decided elsewhere, the form makes drafts."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from laborportal.accounts.models import Unit
from laborportal.audit.recording import Change
from laborportal.employers.models import Employer
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import Column
from laborportal.imports.charge import InChargeLoader
from laborportal.imports.loading import Identity, Loader
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row, link_identity
from laborportal.rocyear.dates import to_roc
from laborportal.workflow.settling import settled
from programs.worklife.columns import CHECK_COLUMNS, SUBSIDY_COLUMNS, SUBSIDY_FORM_COLUMNS
from programs.worklife.models import ChildcareSubsidy, FacilityCheck
from programs.worklife.reckoning import Grant, Rules, Spending, in_the_way, money, reckon
from programs.worklife.states import GRANTED, UNDECIDED, UNGRANTED, UNIT

TENFOLD = 10


class CheckLoader(Loader[FacilityCheck]):
    """Checks of a file wait for nobody until somebody takes a step; the register's own headcount stays as it is."""

    model = FacilityCheck
    columns: ClassVar[tuple[Column, ...]] = CHECK_COLUMNS
    key = ("year", "employer")
    related = ("employer", "unit")

    def make_references(self) -> tuple[Reference, ...]:
        self.headcounts: dict[tuple[int, int], int] = {}
        return (EmployerReference(sector_column=""),)

    @cached_property
    def unit(self) -> Unit:
        return Unit.objects.get(code=UNIT)

    def resolve(self, rows: Sequence[Row]) -> None:
        """Learns the headcounts of the year before too; one query for each batch."""
        super().resolve(rows)
        named = [(row.values.get("year"), row.links.get("employer")) for row in rows]
        known = [(year - 1, employer.pk) for year, employer in named if year and employer and employer.pk]
        before = FacilityCheck.objects.standing().filter(
            year__in={year for year, _employer in known}, employer__in={employer for _year, employer in known}
        )
        found = before.values_list("year", "employer", "employees") if known else ()
        self.headcounts |= {(year, employer): employees for year, employer, employees in found}

    def check(self, row: Row) -> None:
        checked_on, year = row.get("checked_on"), row.get("year")
        if checked_on and year and to_roc(checked_on.year) != year:
            row.warn("checked_on", _("The day lies outside the year of the check: correct one of the two."))
        employer, employees = row.links.get("employer"), row.get("employees")
        if employer and year and employees is not None:
            self._compare(row, employer, year, employees)

    def _compare(self, row: Row, employer: Employer, year: int, employees: int) -> None:
        others = (
            (row.before.get("employees"), _("this check so far")),
            (self.headcounts.get((year - 1, employer.pk)), _("the check of the year before")),
            (employer.employees, _("the register")),
        )
        for known, where in others:
            if known and (employees >= TENFOLD * known or TENFOLD * employees <= known):
                row.warn(
                    "employees",
                    _("{employees} employees, where {where} has {known}: check the number.").format(
                        employees=money(employees), where=where, known=money(known)
                    ),
                )
                return

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"unit": self.unit}

    def changes(self, row: Row, record: FacilityCheck) -> dict[str, Change]:
        """What an employer provides decides whether it is followed up."""
        found = super().changes(row, record)
        names = ("employees", "lactation_room", "childcare")
        if any(name in found for name in names):
            after = FacilityCheck(
                state=record.state, **{name: row.values.get(name, getattr(record, name)) for name in names}
            )
            after.keep_keys()
            if after.state != record.state:
                found["state"] = (record.state, after.state)
        return found

    def attributes_before(self, changes: Mapping[str, Change]) -> dict[str, Any]:
        return super().attributes_before(changes) | state_before(changes)


class CheckFormLoader(InChargeLoader[FacilityCheck], CheckLoader):
    """The form: whoever enters a check is in charge of its follow-up."""


class SubsidyLoader(Loader[ChildcareSubsidy]):
    """Subsidies of a file were decided elsewhere: they count at once, and beyond a limit they are only pointed at."""

    model = ChildcareSubsidy
    columns: ClassVar[tuple[Column, ...]] = SUBSIDY_COLUMNS
    key = ("number",)
    related = ("employer", "unit")

    def make_references(self) -> tuple[Reference, ...]:
        self.rules, self.spending = Rules(), Spending()
        self.counted: dict[Identity, Grant | None] = {}
        return (EmployerReference(sector_column=""),)

    @cached_property
    def unit(self) -> Unit:
        return Unit.objects.get(code=UNIT)

    def resolve(self, rows: Sequence[Row]) -> None:
        super().resolve(rows)
        self.spending.learn({row.values["year"] for row in rows if row.values.get("year")})

    def check(self, row: Row) -> None:
        refuse_more_than_spent(row, "granted")
        if row.get("granted") is not None and row.get("status") in UNGRANTED:
            row.warn("granted", _("An amount goes with a subsidy that is approved or paid: check the status."))
        identity = self.identity_of_row(row)
        if identity is not None and row.ok:
            self._account(identity, row)

    def _account(self, identity: Identity, row: Row) -> None:
        """Sets the row's grant in the place of what the same number had so far, and points at limits it goes beyond."""
        before = self.counted[identity] if identity in self.counted else self._on_file(row)
        if before is not None:
            self.spending.take_away(before)
        grant = self.counted[identity] = self._granted(row)
        if grant is None:
            return
        lines = reckon(grant, self.rules.limits(grant.year, grant.kind), self.spending)
        if sentence := in_the_way(line for line in lines if line.known):
            row.warn("granted", sentence)
        self.spending.add(grant)

    def _granted(self, row: Row) -> Grant | None:
        return grant_of(row, row.get("granted")) if row.get("status") in GRANTED else None

    def _on_file(self, row: Row) -> Grant | None:
        held = row.before
        if held.get("status") not in GRANTED or held["granted"] is None or not self.spending.knows(held["year"]):
            return None
        return Grant(held["year"], held["employer"], held["kind"], held["spent"], held["granted"])

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"unit": self.unit}

    def changes(self, row: Row, record: ChildcareSubsidy) -> dict[str, Change]:
        """A status that a file brings settles the state too; between two decisions they are the same."""
        found = super().changes(row, record)
        if "status" in found:
            after = ChildcareSubsidy(state=record.state, status=row.values["status"])
            after.keep_keys()
            if UNDECIDED & {record.state, after.state}:
                found["state"] = (record.state, after.state)
        return found

    def attributes_before(self, changes: Mapping[str, Change]) -> dict[str, Any]:
        return super().attributes_before(changes) | state_before(changes)


class SubsidyFormLoader(InChargeLoader[ChildcareSubsidy], SubsidyLoader):
    """The form: a grant is proposed, within the limits, and waits for a second person."""

    columns = SUBSIDY_FORM_COLUMNS

    def check(self, row: Row) -> None:
        refuse_more_than_spent(row, "proposed")
        grant = grant_of(row, row.get("proposed")) if row.ok else None
        if grant is None:
            return
        spending = Spending(leave_out=self.edited.pk if self.edited else None)
        spending.learn([grant.year])
        for line in reckon(grant, self.rules.limits(grant.year, grant.kind), spending):
            if not line.fits:
                row.error("proposed", line.sentence)


def refuse_more_than_spent(row: Row, column: str) -> None:
    amount, spent = row.get(column), row.get("spent")
    if amount is not None and spent is not None and amount > spent:
        row.error(
            column,
            _("NT${granted} is more than the NT${spent} spent: correct one of the two.").format(
                granted=money(amount), spent=money(spent)
            ),
        )


def grant_of(row: Row, amount: int | None) -> Grant | None:
    """None while something that a grant needs is missing."""
    year, employer, kind, spent = row.get("year"), row.links.get("employer"), row.get("kind"), row.get("spent")
    if amount is None or not year or employer is None or not kind or spent is None:
        return None
    return Grant(year, link_identity(employer), kind, spent, amount)


def state_before(changes: Mapping[str, Change]) -> dict[str, str]:
    """No column writes a state, so taking back an import has to."""
    return settled(changes["state"][0]) if "state" in changes else {}
