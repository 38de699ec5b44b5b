"""Invented employers: none of the names or numbers belongs to anybody."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from laborportal.exports.columns import ubn_adds_up

MANY = 260
FIRST_NUMBER = 99_900_000
HEADS = (
    "榕澗",
    "霽禾",
    "澄墨",
    "穗嶺",
    "岫雲",
    "沐楮",
    "砌原",
    "礫溪",
    "翊禾",
    "晞木",
    "芷汀",
    "瀾玥",
    "曜塘",
    "棲霽",
    "楷渡",
    "峪青",
    "苡森",
    "霖埔",
    "珩石",
    "煦汐",
    "葦舟",
    "嵐圃",
    "鏡湄",
    "稻岑",
    "隅光",
    "漱石",
    "錦埕",
    "鹿檜",
    "汀藍",
    "梧隄",
)
INDUSTRIES = (
    ("營造股份有限公司", "4100"),
    ("資訊股份有限公司", "6201"),
    ("餐飲有限公司", "5611"),
    ("生技股份有限公司", "2100"),
    ("物流股份有限公司", "4940"),
    ("商旅股份有限公司", "5510"),
    ("生活百貨股份有限公司", "4711"),
    ("工程顧問股份有限公司", "7112"),
    ("精密工業股份有限公司", "2912"),
    ("保全股份有限公司", "8001"),
)
PUBLIC = ("青楓市立圖書館", "澄湖市立聯合醫院", "石濂高級中學", "穗城自來水事業處", "霖津區公所", "晞光國民小學")
DISTRICTS = (
    "中正區",
    "大同區",
    "中山區",
    "松山區",
    "大安區",
    "萬華區",
    "信義區",
    "士林區",
    "北投區",
    "內湖區",
    "南港區",
    "文山區",
)
ROADS = ("榕汀路", "霽月街", "穗安路", "澄懷街", "砌石路", "葦渡街", "岫青路")
HEADCOUNTS = (112, 186, 94, 45, 240, 68, 31, 520, 153, 76, 1180, 38, 305, 22, 88, 134, 57, 410, 99, 17)

Rows = Iterable[Mapping[str, str]]


def valid_numbers(first: int) -> Iterator[str]:
    return filter(ubn_adds_up, map(str, range(first, 100_000_000)))


def names() -> Iterator[tuple[str, str, str]]:
    """Name, sector and industry code."""
    yield from ((name, "public", "8400") for name in PUBLIC)
    for step in range(len(HEADS) * len(INDUSTRIES)):
        ending, code = INDUSTRIES[(step + step // len(HEADS)) % len(INDUSTRIES)]
        yield f"{HEADS[step % len(HEADS)]}{ending}", "private", code


def employers() -> list[dict[str, str]]:
    """The rows of the `employers` dataset; the same ones in the same order every time."""
    numbered = zip(valid_numbers(FIRST_NUMBER), names(), strict=False)
    return [_row(step, ubn, *about) for step, (ubn, about) in enumerate(islice(numbered, MANY))]


def _row(step: int, ubn: str, name: str, sector: str, industry_code: str) -> dict[str, str]:
    district = DISTRICTS[step * 5 % len(DISTRICTS)]
    return {
        "ubn": ubn,
        "name": name,
        "sector": sector,
        "district": district,
        "industry_code": industry_code,
        "employees": str(HEADCOUNTS[step % len(HEADCOUNTS)] + step // len(HEADCOUNTS)),
        "address": f"臺北市{district}{ROADS[step % len(ROADS)]}{1 + step * 7 % 290}號{1 + step % 12}樓",
    }


DEMONSTRATION: list[tuple[str, Callable[[], Rows]]] = [("employers", employers)]
