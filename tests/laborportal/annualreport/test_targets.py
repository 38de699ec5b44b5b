"""A target that follows from a baseline says how."""

from decimal import Decimal

import pytest
from django.test import Client

from laborportal.accounts.models import User
from laborportal.annualreport.models import Direction, Target
from laborportal.annualreport.targets import arithmetic, baseline_in_words, reckoned
from laborportal.annualreport.values import figures_of
from tests.conftest import ClientFor
from tests.factories.annualreport import FigureDefinitionFactory, TargetFactory

PAGE = "/report/112/definitions/a.deaths/target/"
BASED = {"direction": "at_most", "baseline": "12", "baseline_years": "108-111", "reduction": "10"}


@pytest.mark.parametrize(
    ("baseline", "reduction", "decimals", "target"),
    [
        ("12", "10", 0, "11"),
        ("3", "10", 0, "3"),
        ("5", "10", 0, "5"),
        ("1.25", "50", 1, "0.6"),
        ("30000", "0", 0, "30000"),
    ],
)
def test_a_reduction_is_taken_from_the_exact_baseline_and_rounded_half_up(
    baseline: str, reduction: str, decimals: int, target: str
) -> None:
    assert str(reckoned(Decimal(baseline), Decimal(reduction), decimals)) == target


def test_a_ten_percent_cut_of_12_and_3_persons_is_11_and_3_and_less_is_success(db: None) -> None:
    for code, baseline, value in (("a.construction", 12, 11), ("a.public_works", 3, 3)):
        definition = FigureDefinitionFactory.create(report__year=112, code=code, unit="人")
        TargetFactory.create(
            report=definition.report,
            code=code,
            direction=Direction.AT_MOST,
            baseline=baseline,
            baseline_years="108-111",
            reduction=10,
            value=reckoned(Decimal(baseline), Decimal(10), 0),
        )
        assert Target.objects.get(code=code).value == value
    construction, public_works = (figures_of(112).counted[code] for code in ("a.construction", "a.public_works"))
    assert construction.target is not None
    assert public_works.target is not None
    assert baseline_in_words(construction.target, construction.definition) == (
        "基準：108-111年平均 12 人。 12 × 0.9 = 10.8，四捨五入為 11 人。"
    )
    assert arithmetic(public_works.target, public_works.definition) == "3 × 0.9 = 2.7，四捨五入為 3 人。"
    assert [construction.target.met_by(Decimal(deaths)) for deaths in (10, 11, 12)] == [True, True, False]


def test_what_is_exact_is_not_said_to_be_rounded(db: None) -> None:
    definition = FigureDefinitionFactory.create(report__year=112, code="a.rate", unit="%", decimals=2)
    TargetFactory.create(report=definition.report, code="a.rate", baseline=5, baseline_years="111", reduction=25)
    counted = figures_of(112).counted["a.rate"]
    assert counted.target is not None
    assert arithmetic(counted.target, counted.definition) == "5 × 0.75 = 3.75 %。"


@pytest.fixture
def editor(client_for: ClientFor, admin: User) -> Client:
    FigureDefinitionFactory.create(report__year=112, code="a.deaths", unit="人")
    return client_for(admin)


def test_a_blank_target_follows_from_its_baseline(editor: Client) -> None:
    assert editor.post(PAGE, {"seen_version": 0, **BASED, "value": ""}).status_code == 302
    target = Target.objects.get()
    assert [target.value, target.reduction] == [11, 10]
    assert "12 × 0.9 = 10.8，四捨五入為 11 人。" in editor.get("/report/112/figures/a.deaths/").content.decode()
    assert 'value="10"' in editor.get(PAGE).content.decode()


def test_a_typed_target_that_agrees_is_taken(editor: Client) -> None:
    assert editor.post(PAGE, {"seen_version": 0, **BASED, "value": "11"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"value": "10.8"}, "12 降低 10% 為 11"),
        ({"value": "", "reduction": ""}, "請填入目標數"),
        ({"baseline": "", "value": "11"}, "請填入要降低的基準數。"),
        ({"reduction": "101", "value": "11"}, "100"),
    ],
)
def test_a_target_that_does_not_follow_is_refused_with_what_to_do(
    typed: dict[str, str], sentence: str, editor: Client
) -> None:
    answer = editor.post(PAGE, {"seen_version": 0, **BASED, **typed})
    assert answer.status_code == 200
    assert sentence in " ".join(str(problem) for problem in answer.context["form"].errors.values())
    assert not Target.objects.exists()
