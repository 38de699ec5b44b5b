"""The rules on figures that a naive implementation gets wrong, each under its name."""

import re
from collections.abc import Callable
from fractions import Fraction

from django.test import Client

from laborportal.accounts.models import Role, User
from laborportal.annualreport.checks import check_figures
from laborportal.annualreport.declarations import Figure, standard_figures
from laborportal.annualreport.document import contents, figure_json
from laborportal.annualreport.models import AgencyFinance, Direction
from laborportal.annualreport.tally import tally
from laborportal.annualreport.units import RATES
from laborportal.annualreport.values import Counted, figures_of
from laborportal.audit.recording import history_of
from tests.conftest import ClientFor
from tests.factories.accounts import MembershipFactory, unit
from tests.factories.activities import ActivityFactory
from tests.factories.annualreport import (
    AgencyFinanceFactory,
    FigureDefinitionFactory,
    ObjectiveFactory,
    TargetFactory,
)
from tests.laborportal.annualreport.conftest import Declare

Count = Callable[..., Counted]
SESSIONS = Figure(code="a.sessions", label="場次", unit="場", dataset="activities", measure="sum:sessions")
PEOPLE = Figure(code="a.people", label="人次", unit="人次", dataset="activities", measure="sum:attendance")


def test_employers_and_attendances_are_different_units_and_are_never_added(declare: Declare) -> None:
    declare(SESSIONS, PEOPLE, Figure(code="a.all", label="合計", unit="場", formula="a.sessions + a.people"))
    (error,) = check_figures(None)
    assert "a.all" in error.msg
    assert "a.people" in error.msg
    declare(SESSIONS, PEOPLE, Figure(code="a.each", label="平均", unit="%", formula="100 * a.people / a.sessions"))
    assert check_figures(None) == []


def test_every_sum_of_standard_figures_keeps_their_unit() -> None:
    unit_of = {figure.code: str(figure.unit) for figure in standard_figures()}
    sums = {figure.code: figure for figure in standard_figures() if figure.formula and figure.unit not in RATES}
    assert {"outreach.carnival_participants", "staffing.total"} <= set(sums)
    for code, figure in sums.items():
        inputs = re.findall(r"[a-z_]+(?:\.[a-z_]+)+", figure.formula)
        assert {unit_of[name] for name in inputs} == {unit_of[code]}, code


def test_a_number_is_printed_with_its_unit(client_for: ClientFor, admin: User) -> None:
    definition = FigureDefinitionFactory.create(report__year=112, unit="家次", measure="count", filter="year={year}")
    text = f"共{{{definition.code}}}。"
    ObjectiveFactory.create(report=definition.report, order=1, figures=[definition.code], results=text)
    ActivityFactory.create_batch(3)
    page = client_for(admin).get("/report/112/").content.decode()
    assert ">3家次</a>" in page
    assert ">3 家次</a>" in page


def test_a_percentage_comes_from_the_unrounded_amounts_so_that_90_75_is_not_corrected_to_90_52(
    client_for: ClientFor, admin: User
) -> None:
    AgencyFinanceFactory.create(year=109, budget=305_581, final_account=277_315, personnel_cost=175_596)
    page = client_for(admin).get("/report/109/").content.decode()
    assert re.search(r">306</a>", page)
    assert re.search(r">277</a>", page)
    assert re.search(r">90\.75</a>", page)
    assert round(100 * 277 / 306, 2) == 90.52
    assert "90.52" not in page


def test_a_percentage_is_rounded_half_up_and_never_truncated(db: None) -> None:
    AgencyFinanceFactory.create(year=112, budget=40_000, final_account=13_334, personnel_cost=0)
    assert Fraction(100 * 13_334, 40_000) == Fraction("33.335")
    assert str(figures_of(112).counted["finance.execution_rate"].value) == "33.34"


def test_a_percentage_names_its_denominator(client_for: ClientFor, admin: User) -> None:
    AgencyFinanceFactory.create(year=112)
    page = client_for(admin).get("/report/112/figures/finance.execution_rate/").content.decode()
    assert "100 × 「決算」 ÷ 「預算」" in page


def test_rounded_parts_are_not_forced_to_add_up_to_their_rounded_total(declare: Declare, counted: Count) -> None:
    declare(
        SESSIONS,
        Figure(code="a.half", label="半", unit="場", formula="a.sessions / 2"),
        Figure(code="a.whole", label="全", unit="場", formula="a.half + a.half"),
    )
    ActivityFactory.create(sessions=1)
    assert [counted(code).value for code in ("a.half", "a.whole")] == [1, 1]


def test_a_part_that_does_not_fit_its_total_is_a_warning_and_never_an_edit(client_for: ClientFor, staff: User) -> None:
    MembershipFactory.create(user=staff, unit=unit("planning"), role=Role.STAFF)
    typed = {"year": "112", "budget": "100", "final_account": "101", "personnel_cost": "50"}
    officer = client_for(staff)
    asked = officer.post("/report/finance/new/", typed)
    assert asked.context["form"].warnings == ["決算（千元）大於預算（千元）：請核對兩項金額。"]
    assert officer.post("/report/finance/new/", {**typed, "confirm_odd": "1"}).status_code == 302
    kept = AgencyFinance.objects.get()
    assert (kept.budget, kept.final_account) == (100, 101)


def test_every_figure_has_a_period_an_as_of_date_and_a_status(db: None) -> None:
    figures = contents(figures_of(112))["figures"]
    assert len(figures) == len(standard_figures())
    for code, figure in figures.items():
        assert re.fullmatch(r"112( \d+-\d+)?", figure["period"]), code
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", figure["as_of"]), code
        assert figure["status"] in ("final", "provisional", "manual"), code


def test_a_revision_keeps_the_old_value_the_reason_and_the_date(client_for: ClientFor, admin: User) -> None:
    finance = AgencyFinanceFactory.create(year=112, budget=313_554)
    typed = {"year": "112", "budget": "313555", "final_account": "270000", "personnel_cost": "180000", "version": 1}
    page = f"/report/finance/{finance.pk}/edit/"
    assert client_for(admin).post(page, {**typed, "reason": "審計部審定"}).status_code == 302
    (event,) = history_of(finance).filter(action="changed")
    assert event.changes == {"budget": [313_554, 313_555]}
    assert (event.reason, event.actor, event.at.date()) == ("審計部審定", admin, finance.created_at.date())


def test_less_is_success_where_a_target_is_an_upper_bound(declare: Declare, client_for: ClientFor, admin: User) -> None:
    definition = FigureDefinitionFactory.create(report__year=112, code="a.deaths", unit="人", measure="count")
    ObjectiveFactory.create(report=definition.report, order=1, figures=["a.deaths"])
    target = TargetFactory.create(report=definition.report, code="a.deaths", value=1, direction=Direction.AT_MOST)
    reader = client_for(admin)
    ActivityFactory.create()
    assert _verdict(reader) == "達成"
    ActivityFactory.create()
    assert _verdict(reader) == "未達成"
    assert target.met_by(target.value - 1)


def _verdict(reader: Client) -> str:
    page = reader.get("/report/112/").content.decode()
    found = re.search(r'state-tag--(?:done|warn)">([^<]+)<', page[page.index('id="o1"') :])
    assert found
    return found[1]


def test_a_rate_over_sums_adds_numerators_and_denominators_and_does_not_average_rates(
    declare: Declare, counted: Count
) -> None:
    declare(
        SESSIONS, PEOPLE, Figure(code="a.rate", label="率", unit="%", decimals=2, formula="100 * a.sessions / a.people")
    )
    ActivityFactory.create(sessions=1, attendance=2)
    ActivityFactory.create(sessions=1, attendance=100)
    assert str(counted("a.rate").value) == "1.96"
    assert figure_json(counted("a.rate"))["inputs"] == ["a.sessions", "a.people"]
    found = tally(figures_of(112).book, ["a.rate"], [112])[112, "a.rate"]
    assert found.exact == Fraction(200, 102)
