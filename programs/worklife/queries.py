from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, Sum

from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import has_post
from laborportal.parameters.reading import Dated
from programs.worklife.models import ChecklistVersion, ChildcareSubsidy, FacilityCheck
from programs.worklife.reckoning import Rules
from programs.worklife.states import GRANTED, UNIT, CheckState, SubsidyKind


def keeps_this_programme(user: User) -> bool:
    """Case officers and supervisors of the unit that keeps checks and subsidies."""
    return has_post(user, UNIT, Role.STAFF, Role.SUPERVISOR)


def nobodys_follow_ups(user: User) -> tuple[int, int]:
    """The newest year that has checks, and how many employers are to be followed up in it by nobody so far."""
    checks = FacilityCheck.objects.standing().visible_to(user)
    year = checks.aggregate(year=Max("year"))["year"] or 0
    return year, checks.filter(year=year, state=CheckState.FOLLOW_UP, officer__isnull=True).count()


@dataclass(frozen=True)
class Spent:
    """Of one kind, or of all: applications, grants and their amounts; `unknown` grants have none."""

    kind: SubsidyKind | None
    applications: int
    grants: int
    amount: int
    unknown: int


@dataclass(frozen=True)
class BudgetOfYear:
    year: int
    budget: Dated | None
    kinds: Sequence[Spent]
    whole: Spent

    @property
    def left(self) -> int | None:
        return None if self.budget is None else int(self.budget.value) - self.whole.amount


def budget_of(year: int) -> BudgetOfYear:
    """Every subsidy of the year, whoever looks; two queries."""
    granted = Q(status__in=GRANTED)
    found = ChildcareSubsidy.objects.standing().filter(year=year).order_by().values("kind")
    sums = {
        row["kind"]: Spent(SubsidyKind(row["kind"]), row["all"], row["grants"], row["amount"] or 0, row["unknown"])
        for row in found.annotate(
            all=Count("pk"),
            grants=Count("pk", filter=granted),
            amount=Sum("granted", filter=granted),
            unknown=Count("pk", filter=granted & Q(granted__isnull=True)),
        )
    }
    kinds = [sums.get(kind, Spent(kind, 0, 0, 0, 0)) for kind in SubsidyKind]
    return BudgetOfYear(year, Rules().budget(year), kinds, _together(kinds))


def _together(kinds: Sequence[Spent]) -> Spent:
    applications, grants, amount, unknown = (
        sum(getattr(kind, name) for kind in kinds) for name in ("applications", "grants", "amount", "unknown")
    )
    return Spent(None, applications, grants, amount, unknown)


def years_of_subsidies() -> list[int]:
    """Newest first."""
    years = ChildcareSubsidy.objects.standing().order_by("-year").values_list("year", flat=True).distinct()
    return list(years)


def checklist_on(day: date) -> ChecklistVersion | None:
    """The version in use on *day*; before the first one that first one, None where none was entered."""
    versions = ChecklistVersion.objects.prefetch_related("items")
    in_use = versions.filter(valid_from__lte=day).order_by("-valid_from", "-number").first()
    return in_use or versions.order_by("valid_from", "number").first()
