"""Wordings of the remark columns that the city and the ministry publish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.remarks import Remark, read_remark
from laborportal.penalties.ledger import Appeal

CAMPAIGN = "勞動部112年度工讀生與部分工時勞工勞動條件專案"


@pytest.mark.parametrize(
    ("text", "appeal"),
    [
        ("", Appeal.NONE),
        ("訴願中", Appeal.PENDING),
        ("勞動部審議中", Appeal.PENDING),
        ("訴願駁回;訴訟中", Appeal.PENDING),
        ("訴願駁回；訴訟中", Appeal.PENDING),
        ("第二審行政訴訟中", Appeal.PENDING),
        ("更一審行政訴訟", Appeal.PENDING),
        ("訴願駁回", Appeal.DISMISSED),
        ("駁回", Appeal.DISMISSED),
        ("訴願不受理", Appeal.DISMISSED),
        ("訴願駁回（原處分維持）", Appeal.DISMISSED),
        ("審議駁回(不受理)", Appeal.DISMISSED),
        ("第一審行政訴訟，原告之訴駁回(原處分維持)", Appeal.DISMISSED),
        ("行政訴訟判決訴願重新審理;訴願駁回", Appeal.DISMISSED),
        ("訴願撤回、駁回", Appeal.DISMISSED),
        ("訴願自行撤回", Appeal.WITHDRAWN),
        ("公司自行撤銷訴願", Appeal.WITHDRAWN),
        ("訴願駁回，訴訟自行撤回", Appeal.WITHDRAWN),
        ("行政訴訟撤回（原處分維持）", Appeal.WITHDRAWN),
        ("上訴駁回、撤回起訴(原處分維持)", Appeal.WITHDRAWN),
        ("訴願駁回;訴訟結束", Appeal.CONCLUDED),
        ("更一審行政訴訟，最高行政法院判決確定", Appeal.CONCLUDED),
        ("撤銷", Appeal.REVOKED),
        ("訴願決定：原處分撤銷", Appeal.REVOKED),
        ("訴願及原處分均撤銷", Appeal.REVOKED),
        ("法院判決撤銷原處分", Appeal.REVOKED),
    ],
)
def test_the_last_part_about_an_appeal_gives_its_state(text: str, appeal: Appeal) -> None:
    assert read_remark(text) == Remark(appeal)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        (CAMPAIGN, Remark(campaigns=(CAMPAIGN,))),
        (f"訴願駁回;{CAMPAIGN}", Remark(Appeal.DISMISSED, (CAMPAIGN,))),
        (f"訴願駁回，{CAMPAIGN}", Remark(Appeal.DISMISSED, (CAMPAIGN,))),
        (f"訴願駁回原處分維持 ({CAMPAIGN})", Remark(Appeal.DISMISSED, (CAMPAIGN,))),
        ("114年度公用事業勞動條件專案檢查\n訴願中", Remark(Appeal.PENDING, ("114年度公用事業勞動條件專案檢查",))),
        (f"訴願駁回;訴訟中;{CAMPAIGN};107年度聯合稽查", Remark(Appeal.PENDING, (CAMPAIGN, "107年度聯合稽查"))),
        (
            "訴願駁回;勞動部112年度汽車客運(含國道與一般公路)業勞動條件專案",
            Remark(Appeal.DISMISSED, ("勞動部112年度汽車客運(含國道與一般公路)業勞動條件專案",)),
        ),
        ("臺鐵、高鐵勞動條件及安全衛生專案", Remark(campaigns=("臺鐵、高鐵勞動條件及安全衛生專案",))),
        ("依函變更公司名稱", Remark(notes=("依函變更公司名稱",))),
        ("本期無違反性別平等工作法之事業單位", Remark(notes=("本期無違反性別平等工作法之事業單位",))),
    ],
)
def test_campaigns_and_notes_are_told_from_the_appeal(text: str, remark: Remark) -> None:
    assert read_remark(text) == remark


@given(st.text(max_size=200) | st.text(alphabet="訴願駁回撤銷中;；，、()（專案處分維持 \n", max_size=60))
def test_any_remark_can_be_read(text: str) -> None:
    assert read_remark(text).appeal in Appeal
