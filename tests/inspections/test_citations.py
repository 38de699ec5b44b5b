"""Forms as they stand in the lists of the city and the ministry; each text cites the law, none names anybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.citations import (
    ITEM_LENGTH,
    act_of_articles,
    read_citation,
    read_citations,
    split_references,
    statute_named_in,
)
from inspections.statutes import ACTS, canonical

LSA, GEA, OSHA = "勞動基準法", "性別平等工作法", "職業安全衛生法"
SITES, FACILITIES = "營造安全衛生設施標準", "職業安全衛生設施規則"
HEALTH = "辦理勞工體格與健康檢查醫療機構認可及管理辦法"

# Text; statute, article, paragraph, item. By the file that has the form.
CITY = [
    ("勞動基準法第24條", LSA, "24", "", ""),
    ("勞動基準法第32條第2項", LSA, "32", "2", ""),
    ("勞動基準法第59條第3款", LSA, "59", "", "3"),
    ("勞動基準法第59條第1項第4款", LSA, "59", "1", "4"),
    ("勞動基準法第36條 ", LSA, "36", "", ""),
    ("勞動基準法第24條(105.12.22以前適用)", LSA, "24", "", ""),
    ("勞動基準法第32條第3項(107.3.1以後適用)", LSA, "32", "3", ""),
    ("勞動基準法第17-1條第1項", LSA, "17-1", "1", ""),
    ("勞動基準法第55條第1項第1、2款", LSA, "55", "1", "1、2"),
    ("動基準法第36條第1項", LSA, "36", "1", ""),
]
GENDER = [
    ("性別工作平等法第13條第1項", GEA, "13", "1", ""),
    ("性別平等工作法第21條第1項 ", GEA, "21", "1", ""),
    ("性別工作平等法第13條第2項及第21條第2項", GEA, "13", "2", ""),
    ("性別平等工作法第13條第1項及13條第2項", GEA, "13", "1", ""),
    ("性別工作平等法第13條第1項及第2項", GEA, "13", "1", ""),
    ("性別工作平等法第13條第1項、第2項", GEA, "13", "1", ""),
    ("性別工作平等法第7條及第9條", GEA, "7", "", ""),
]
SAFETY = [
    ("營造安全衛生設施標準第19條第1項暨職業安全衛生法第6條第1項第5款。", SITES, "19", "1", ""),
    ("6.營造安全衛生設施標準第11條之1暨職業安全衛生法第6條第1項第1、3、5款。", SITES, "11-1", "", ""),
    ("營造安全衛生設施標準第11-1條暨職業安全衛生法第6條第1項第1款、第3款、第6款", SITES, "11-1", "", ""),
    ("營造安全衛生設施標準第59條第2項暨職業安全衛生法第6條1項第13款", SITES, "59", "2", ""),
    ("職業安全衛生設施規則第108條第5款暨職業安全衛生法第6條第1項6款", FACILITIES, "108", "", "5"),
    ("職業安全衛生設施規則第128之1條第1項第7款暨職業安全衛生法第6條第1項第5款。", FACILITIES, "128-1", "1", "7"),
    ("職業安全衛生設施規則281條第1項暨職業安全衛生法第6條第1項第5款。", FACILITIES, "281", "1", ""),
    ("職業安全衛生設施規則第281條項暨職業安全衛生法第6條第1項第5款。", FACILITIES, "281", "", ""),
    ("職業安全衛生設施規則第281條第1項規定暨職業安全衛生法第6條第1項第5款之規定。", FACILITIES, "281", "1", ""),
    ("職業安全衛生法第27條第1項第2款、第3款、第4款", OSHA, "27", "1", "2、3、4"),
    ("1職業安全衛生法第27條第1項2、3款。", OSHA, "27", "1", "2、3"),
    ("1.職業安全衛生法第27條第1項第2、3。", OSHA, "27", "1", "2、3"),
    ("4.營造安全衛生設施標準第11絛之1暨職業安全衛生法第6絛第1項第1、3、5款。", SITES, "11-1", "", ""),
    ("職業安全衛生法第6條第1項+營造安全衛生設施標準第11-1條", OSHA, "6", "1", ""),
    ("職業安全衛生法第6條第2項(屆期未改善)+職業安全衛生設施規則第324-3條第1項", OSHA, "6", "2", ""),
    ("職業安全衛生法第32條第2項、第48條第4款", OSHA, "32", "2", ""),
    ("違反職業安全衛生法第27條第1項第4款。", OSHA, "27", "1", "4"),
    ("反職業安全衛生設施規則第91條暨職業安全衛生法第6條第1項第5款。", FACILITIES, "91", "", ""),
    ("造安全衛生設施標準第19條第1項暨職業安全衛生法第6條第1項第5款。", SITES, "19", "1", ""),
    ("職業安全設施規則第230條第1項第4款暨職業安全衛生法第6條第1項第5款", FACILITIES, "230", "1", "4"),
    ("辦理勞工體格及健康檢查醫療機構認可及管理辦法第22條第3款暨職業安全衛生法第20條第5項款", HEALTH, "22", "", "3"),
    ("2.辦理勞工體格與健康檢查醫療機構認可及管理辦法第4條第2項暨同辦法第22條第4款。", HEALTH, "4", "2", ""),
    ("職業安全衛生設施規則第90條職業安全衛生法第6條第1項第5款", FACILITIES, "90", "", ""),
    ("有機溶劑中毒預防規則第6條第1項第2款暨職業安全衛生法第7款", "有機溶劑中毒預防規則", "6", "1", "2"),
    ("營造安全衛生設施標準第11條第4款第1目暨職業安全衛生法第6條第1項第5款。", SITES, "11", "", "4"),
    ("職業安全衛生法第26條第2項，致發生第37條第2項第1款之職業災害。", OSHA, "26", "2", ""),
    (
        "職業安全衛生法第6條第1項第5款之規定，致發生同法第37條第2項第1款之勞工OOO發生墜落致死職業災害",
        OSHA,
        "6",
        "1",
        "5",
    ),
    ("就業服務法第5條第1項", "就業服務法", "5", "1", ""),
]
# Not published so, but typed so.
TYPED = [
    ("勞動基準法第二十四條第一項", LSA, "24", "1", ""),
    ("勞動基準法第一百十條之一", LSA, "110-1", "", ""),
    ("勞基法第24條", LSA, "24", "", ""),
    ("勞動基準法　第２４條 第１項", LSA, "24", "1", ""),
    ("兩性工作平等法第13條", GEA, "13", "", ""),
]


@pytest.mark.parametrize(("text", "statute", "article", "paragraph", "item"), [*CITY, *GENDER, *SAFETY, *TYPED])
def test_a_published_reference_is_taken_apart(text: str, statute: str, article: str, paragraph: str, item: str) -> None:
    found = read_citation(text)
    assert (found.statute, found.article, found.paragraph, found.item) == (statute, article, paragraph, item)
    assert not found.unread
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("勞動基準法第24條", "labour_standards"),
        ("性別工作平等法第13條第2項", "gender_equality"),
        ("最低工資法第5條", "minimum_wage"),
        ("職業安全衛生法第23條第1項", "occupational_safety"),
        ("勞工安全衛生法第5條", "occupational_safety"),
        ("就業服務法第5條第1項", "other"),
        ("某某規則第5條暨職業安全衛生法第6條第1項", "occupational_safety"),
        ("有機溶劑中毒預防規則第6條第1項第2款暨職業安全衛生法7款", "occupational_safety"),
        ("勞工健康保護規則第11條第1項。", "occupational_safety"),
        ("勞工請假規則第9條", "labour_standards"),
        ("營造安全衛生設施標準第19條暨第6條第1項第5款", "occupational_safety"),
        ("營造安全衛生設施標準第11之1暨職業安全衛生法第6條第1項第1、3、5款。", "occupational_safety"),
        ("職業安全衛生法", "occupational_safety"),
        ("第24條", "other"),
        ("", "other"),
        ("就業服務法第5條;勞動基準法第24條", "other"),
        ("不明;勞動基準法第24條", "labour_standards"),
    ],
)
def test_the_act_is_that_of_the_first_article_or_the_one_it_is_joined_to(text: str, act: str) -> None:
    assert act_of_articles(text) == act


@pytest.mark.parametrize(
    "text",
    [
        "無",
        "延長工時",
        "第24條",
        "職業安全衛生法",
        "職業安全衛生法第7款",
        "職業安全衛生法第27條第1項第2、3項。",
        "營造安全衛生設施標準第11之1項暨職業安全衛生法第6條第1項第1、3、5款。",
        "勞動基準法第24條與其他",
    ],
)
def test_what_cannot_be_read_is_marked_and_kept_as_text(text: str) -> None:
    found = read_citation(text)
    assert found.unread
    assert found.text == text


def test_a_bare_article_belongs_to_the_statute_of_the_header_or_of_the_reference_before_it() -> None:
    assert read_citation("第24條", LSA).statute == LSA
    cell = f"{GEA}第13條第2項;同法第36條;第38條之1"
    assert [(found.statute, found.article) for found in read_citations(cell, LSA)] == [
        (GEA, "13"),
        (GEA, "36"),
        (GEA, "38-1"),
    ]


@pytest.mark.parametrize(
    ("header", "statute"),
    [
        ("違反勞動基準法條款", LSA),
        ("違反性別平等工作法（修正前為性別工作平等法，下同）條款", GEA),
        ("違反性別工作平等法\n條款", GEA),
        ("違反法規條款", ""),
        ("條款", ""),
    ],
)
def test_the_header_names_the_statute(header: str, statute: str) -> None:
    assert statute_named_in(header) == statute


def test_references_are_what_stands_between_half_width_semicolons() -> None:
    assert split_references("甲法第1條; 乙法第2條 ;;") == ["甲法第1條", "乙法第2條"]
    assert split_references("1.甲法第1條。；2.乙法第2條。") == ["1.甲法第1條。；2.乙法第2條。"]
    assert split_references("") == []


NUMBER = st.integers(1, 999)
ITEMS = st.lists(st.integers(1, 30), min_size=1, max_size=8, unique=True)


@given(
    statute=st.sampled_from([*ACTS, SITES, FACILITIES]),
    article=NUMBER,
    inner=st.none() | st.integers(1, 20),
    paragraph=st.none() | st.integers(1, 9),
    items=st.none() | ITEMS,
    behind=st.booleans(),
    ending=st.sampled_from(["", "。", "規定", "之規定。", "(107.3.1以前適用)"]),
)
def test_whatever_is_composed_of_the_parts_is_read_back(
    statute: str,
    article: int,
    inner: int | None,
    paragraph: int | None,
    items: list[int] | None,
    behind: bool,
    ending: str,
) -> None:
    outer = f"第{article}條之{inner}" if behind else f"第{article}-{inner}條"
    text = statute + (outer if inner else f"第{article}條")
    text += f"第{paragraph}項" if paragraph else ""
    text += "第" + "、".join(map(str, items)) + "款" if items else ""
    found = read_citation(text + ending)
    assert not found.unread
    assert found.statute == canonical(statute)
    assert found.article == (f"{article}-{inner}" if inner else str(article))
    assert found.paragraph == str(paragraph or "")
    assert found.item == "、".join(map(str, items or []))


@given(st.text(alphabet="第條項款之及暨同法;1２十-、。，(）勞動基準無 \n", max_size=60) | st.text(max_size=200))
def test_no_text_is_lost_and_none_breaks_the_reading(text: str) -> None:
    for part, found in zip(split_references(text), read_citations(text), strict=True):
        assert found.text == part
        assert found.unread or found.article
        assert not found.article or found.statute
        assert len(found.item) <= ITEM_LENGTH
