"""Invented entries and metrics whose figures are those of the printed report of 112, and a smaller year before it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, product

FIRST = ("青楓", "澄湖", "石濂", "穗城", "霖津", "晞光", "翠嶼", "蒔雨")
SECOND = ("東", "西", "南", "北", "新", "中", "和", "光")
SCHOOLS = tuple(f"{first}{second}國民小學" for second in SECOND for first in FIRST)
COMICS = ("媽媽的下班時間", "爸爸的安全帽", "超商的夜晚", "請假單", "一個便當", "我長大想做的工作", "休息一下", "公平")
FILMS = ("夜班的燈", "鷹架上的風", "最後一班車", "無聲的產線", "廚房裡的海", "離線之後", "紡織街三十年", "潮間")
LESSONS = ("打工前要知道的事", "看懂薪資單", "職場上的我們", "工會是什麼", "加班與休息", "職業安全偵探")
MIDDLE, UPPER = "國小中年級組", "國小高年級組"
NOWHERE = (("", ""),)
COLLEGES = tuple(
    (f"{first}{kind}", group) for first in FIRST for kind, group in (("國民中學", "國中組"), ("高級中學", "高中組"))
)
SOURCE = {"facebook": "「勞動臺北」粉絲專頁洞察報告", "youtube": "YouTube 工作室數據分析"}


@dataclass(frozen=True, kw_only=True)
class Year:
    year: int
    films: int
    film_winners: int
    comic_schools: int
    comics: int
    comic_winners: int
    lessons: int
    lesson_winners: int
    as_of: str
    reach: tuple[int, ...]
    facebook_views: tuple[int, ...]
    youtube_views: tuple[int, ...]


YEARS = (
    Year(
        year=111,
        films=58,
        film_winners=9,
        comic_schools=49,
        comics=152,
        comic_winners=36,
        lessons=24,
        lesson_winners=12,
        as_of="112.01.31",
        reach=(4120, 3876, 3310, 4405, 2988, 3651, 3102, 3540),
        facebook_views=(2710, 2544, 2098, 2931, 1977, 2380, 2015, 2266),
        youtube_views=(3405, 3122, 2876, 3590, 2410, 3011, 2698, 2954),
    ),
    Year(
        year=112,
        films=62,
        film_winners=10,
        comic_schools=64,
        comics=201,
        comic_winners=36,
        lessons=29,
        lesson_winners=12,
        as_of="113.01.31",
        reach=(5210, 4630, 4388, 4102, 3975, 3820, 3641, 3402, 3104, 2905),
        facebook_views=(3402, 3011, 2876, 2690, 2588, 2501, 2377, 2244, 2010, 1877),
        youtube_views=(4410, 3902, 3715, 3480, 3366, 3205, 3098, 2866, 2611, 2463),
    ),
)

Row = dict[str, str]


def entries() -> Iterator[Row]:
    for of in YEARS:
        yield from _contest(of.year, "film_award", "影", FILMS, of.films, of.film_winners, NOWHERE)
        schools = tuple(product(SCHOOLS[: of.comic_schools], (MIDDLE, UPPER)))
        yield from _contest(of.year, "comic", "漫", COMICS, of.comics, of.comic_winners, schools)
        yield from _contest(of.year, "lesson_plan", "案", LESSONS, of.lessons, of.lesson_winners, COLLEGES)


def _contest(
    year: int,
    contest: str,
    sign: str,
    titles: tuple[str, ...],
    number: int,
    winners: int,
    places: tuple[tuple[str, str], ...],
) -> Iterator[Row]:
    """*places* are pairs of a school and a group, in turn; the first ones win, so that each group has its share."""
    for count, (school, group), title in zip(range(number), cycle(places), cycle(titles), strict=False):
        yield {
            "contest": contest,
            "year": str(year),
            "entry": f"{year}-{sign}-{count + 1:03d}",
            "school": school,
            "group": group,
            "title": title,
            "won": "yes" if count < winners else "no",
        }


def metrics() -> Iterator[Row]:
    for of in YEARS:
        measured = (
            ("facebook", "reach", of.reach),
            ("facebook", "views", of.facebook_views),
            ("youtube", "views", of.youtube_views),
        )
        for channel, metric, values in measured:
            for episode, value in enumerate(values, start=1):
                yield {
                    "work": f"{of.year}年勞權十分鐘第{episode}集",
                    "channel": channel,
                    "metric": metric,
                    "value": str(value),
                    "year": str(of.year),
                    "as_of": of.as_of,
                    "source": SOURCE[channel],
                }


DEMONSTRATION: list[tuple[str, Callable[[], Iterable[Mapping[str, str]]]]] = [
    ("contest_entries", entries),
    ("media_metrics", metrics),
]
