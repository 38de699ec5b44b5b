from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from laborportal.annualreport.declarations import Figure
from laborportal.annualreport.members import figures_that_count
from laborportal.annualreport.panels import where_counted
from laborportal.datasets import registry
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.activities import ActivityFactory
from tests.factories.annualreport import FigureDefinitionFactory
from tests.factories.certifications import application
from tests.factories.employers import EmployerFactory
from tests.laborportal.annualreport.conftest import Declare

APPLICATIONS = "certification_applications"
GOLD, SILVER = {"scheme": "gender", "awards": "gold"}, {"scheme": "gender", "awards": "silver"}


@pytest.fixture(autouse=True)
def figures(declare: Declare) -> None:
    declare(
        Figure(code="c.all", label="申請認證", unit="家", dataset=APPLICATIONS, filter={"scheme": "gender"}),
        Figure(
            code="c.gold",
            label="金質獎",
            unit="家",
            dataset=APPLICATIONS,
            filter={"scheme": "gender", "awards": "gold"},
        ),
        Figure(
            code="c.silver",
            label="銀質獎",
            unit="家",
            dataset=APPLICATIONS,
            filter={"scheme": "gender", "awards": "silver"},
        ),
        Figure(code="c.rate", label="占比", unit="%", formula="c.gold / c.all"),
        Figure(code="c.talks", label="講座", unit="場", dataset="activities", filter={"series": "campus_talk"}),
    )


@pytest.fixture
def reader(client_for: ClientFor, staff: User) -> Client:
    return client_for(staff)


def panel(html: str) -> str:
    return html[html.index('id="where-counted"') :]


def test_a_case_names_the_figures_of_its_year_that_count_it(reader: Client) -> None:
    html = panel(reader.get(application("gold").get_absolute_url()).content.decode())
    assert '<a href="/report/112/figures/c.gold/">金質獎</a>' in html
    assert "申請認證" in html
    assert "銀質獎" not in html


def test_a_case_that_no_figure_counts_says_so(reader: Client) -> None:
    assert "112年度報告沒有指標計入本件。" in panel(
        reader.get(ActivityFactory.create().get_absolute_url()).content.decode()
    )


def test_the_year_of_the_case_has_its_own_book(reader: Client) -> None:
    FigureDefinitionFactory.create(
        report__year=111, code="d.own", label="自訂", dataset="certification_applications", filter="year={year}"
    )
    html = panel(reader.get(application("gold", year=111).get_absolute_url()).content.decode())
    assert "/report/111/figures/d.own/" in html
    assert "c.gold" not in html


def test_a_filter_that_cannot_be_read_counts_nothing(db: None) -> None:
    FigureDefinitionFactory.create(code="d.broken", filter="year={year}&colour=red")
    FigureDefinitionFactory.create(code="d.choice", filter="source={newest}")
    activity = ActivityFactory.create()
    assert figures_that_count(registry.get("activities"), activity, 112) == []


def test_all_figures_of_a_case_are_asked_in_one_query(
    django_assert_num_queries: Callable[[int], CaptureQueriesContext], db: None
) -> None:
    case = application("gold;progress")
    dataset = registry.get("certification_applications")
    with django_assert_num_queries(2):  # the year's report, and the figures
        assert [figure.code for figure in figures_that_count(dataset, case, 112)] == ["c.all", "c.gold"]


def test_records_without_a_year_and_readers_without_a_role_get_no_panel(rf: RequestFactory, staff: User) -> None:
    request = rf.get("/")
    request.user = staff
    assert where_counted(request, registry.get("employers"), EmployerFactory.create()) is None
    request.user = UserFactory.create()
    assert where_counted(request, registry.get("activities"), ActivityFactory.create()) is None
