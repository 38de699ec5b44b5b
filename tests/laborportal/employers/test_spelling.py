import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborportal.employers.spelling import address_key, distance, name_core, pieces, slips_allowed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺北市信義區興雅里忠孝東路五段１─３號７樓", "臺北市信義區忠孝東路5段1之3號7樓"),
        ("台北市中山區康樂里中山北路２段４５巷１１號５樓", "臺北市中山區中山北路2段45巷11號5樓"),
        ("臺北市大安區澄懷街12號之3", "臺北市大安區澄懷街12-3號"),
        ("臺北市大安區澄懷街12－3號十二樓", "臺北市大安區澄懷街12之3號12樓"),
        ("臺北市松山區松仁路89號12樓之4", "臺北市松山區松仁路８９號１２F－４"),
        ("106臺北市大安區澄懷街二十一號", "臺北市 大安區 澄懷街21號"),
        ("臺北市大安區龍生里3鄰澄懷街一〇二號", "臺北市大安區澄懷街102號"),
    ],
)
def test_two_spellings_of_one_address_share_a_key(one: str, other: str) -> None:
    assert address_key(one) == address_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺北市大安區澄懷街12號", "臺北市大安區澄懷街12之1號"),
        ("臺北市大安區忠孝東路1段2號", "臺北市大安區忠孝東路2段2號"),
        ("臺北市大安區五里街1號", "臺北市大安區三里街1號"),
        ("臺北市大安區八德路十十號", "臺北市大安區八德路100號"),
    ],
)
def test_two_addresses_do_not_share_a_key(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


def test_the_form_of_the_company_is_no_part_of_what_names_share() -> None:
    names = ("榕澗營造股份有限公司", "榕澗營造有限公司", "榕澗營造企業社", "榕澗營造")
    assert {name_core(name) for name in names} == {"榕澗營造"}
    assert name_core("有限公司") == "有限公司"


def test_short_names_are_similar_to_none() -> None:
    assert [slips_allowed(name) for name in ("榕澗", "榕澗營", "榕澗營造工程顧問")] == [0, 1, 2]


@given(st.text("榕澗營造工程", max_size=9), st.text("榕澗營造工程", max_size=9))
def test_the_distance_is_one_of_both_ways_and_nothing_only_between_equals(one: str, other: str) -> None:
    far = distance(one, other)
    assert far == distance(other, one)
    assert (far == 0) == (one == other)
    assert abs(len(one) - len(other)) <= far <= max(len(one), len(other))


@given(st.text("榕澗營造工程顧問", min_size=3, max_size=12), st.integers(0, 11), st.sampled_from("甲乙"))
def test_one_slip_leaves_one_of_two_pieces_unchanged(name: str, place: int, letter: str) -> None:
    at = place % len(name)
    first, last = pieces(name, 1)
    for changed in (name[:at] + letter + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + name[at + 1 :]):
        assert changed.startswith(first) or changed.endswith(last)
        assert distance(name, changed) <= 1
