"""Invented activities whose figures are those of the printed report of 112, and a smaller year before it.

Schools, films and places are invented. What the report prints is in `YEARS`; how it is spread over activities is not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, cycle, islice

from laborportal.rocyear.dates import from_roc

WEIGHTS = (7, 5, 6, 8, 4, 9, 5, 7, 6, 3)
SATURDAY = 5
ROOMS = ("本局勞工教室", "本局第一會議室", "勞工學苑演講廳", "線上會議室")
SCHOOLS = tuple(
    f"{name}{kind}"
    for kind in ("國民中學", "高級中學", "高級工商職業學校")
    for name in ("青楓", "澄湖", "石濂", "穗城", "霖津", "晞光", "翠嶼", "蒔雨")
)
FILMS = ("夜班的燈", "鷹架上的風", "最後一班末班車", "無聲的產線", "廚房裡的海", "離線的權利", "紡織街三十年")
CHANNELS = ("社區大學課程放映", "圖書館聯合放映會", "勞工教室講座播映", "法令宣導會播映", "工會影像賞析講座")


@dataclass(frozen=True, kw_only=True)
class Held:
    """What one series came to in one year, in *records* activities; *days* where the report names them."""

    records: int
    sessions: int = 0
    attendance: int = 0
    days: Sequence[str] = ()
    counts: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """*title* may speak of {n}, {film}, {channel} and {place}."""

    series: str
    title: str
    places: Sequence[str] = ROOMS
    at_schools: bool = False


KINDS = (
    Kind(series="facilities_briefing", title="哺(集)乳室與托兒設施措施宣導會第{n}場"),
    Kind(series="remote_work_seminar", title="企業實施遠距工作相關法令研習會"),
    Kind(series="gender_briefing", title="職場性別平等認證徵件說明會（{place}）", places=("實體", "線上")),
    Kind(series="gender_advocacy", title="多元性別、職場平權暨性騷擾防治研習會第{n}場"),
    Kind(series="gender_ceremony", title="職場性別平等認證表揚記者會", places=("市民會堂",)),
    Kind(series="age_briefing", title="中高齡者暨高齡者友善企業認證說明會第{n}場"),
    Kind(series="age_job_fair", title="中高齡友善企業聯合就業博覽會", places=("河濱展演館",)),
    Kind(series="quota_workshop", title="足額進用身心障礙者工作坊第{n}場"),
    Kind(series="quota_seminar", title="足額進用身心障礙者座談會第{n}場"),
    Kind(series="career_talk", title="職能評量報表解讀說明暨職能專題講座第{n}場", places=("職能發展教室",)),
    Kind(series="film_screening", title="{channel}：《{film}》", places=("社區教室", "圖書館視聽室", "本局勞工教室")),
    Kind(series="film_festival", title="勞工影展第{n}單元：《{film}》等片", places=("河岸藝文館", "線上影院")),
    Kind(series="film_retrospective", title="勞動金像獎回顧展第{n}檔", places=("河岸藝文館",)),
    Kind(series="campus_talk", title="勞動好YOUNG前進校園勞動權益宣導講座", places=("學校禮堂",), at_schools=True),
    Kind(series="board_game", title="勞動桌遊校園巡迴活動", places=("學校教室",), at_schools=True),
    Kind(series="lesson_sharing", title="培育青少年勞動意識教案分享活動第{n}場", places=("學校會議室",)),
)
FAIR = {"interviewed": (1240,), "matched": (940,), "interviewed_45": (680,), "matched_45": (520,)}
YEARS: Mapping[int, Mapping[str, Held]] = {
    111: {
        "facilities_briefing": Held(records=2, attendance=243),
        "gender_briefing": Held(records=2, attendance=134),
        "gender_advocacy": Held(records=6, attendance=451),
        "gender_ceremony": Held(records=1, attendance=81, days=("11-18",)),
        "quota_workshop": Held(records=3, attendance=109),
        "quota_seminar": Held(records=5, attendance=168),
        "career_talk": Held(records=28, attendance=512),
        "film_screening": Held(records=60, sessions=742, attendance=31205),
        "film_festival": Held(records=5, attendance=5480, counts={"films": (1, 5, 4, 6, 4)}),
        "film_retrospective": Held(records=2, attendance=1032),
        "campus_talk": Held(records=20, sessions=21, attendance=4876),
        "board_game": Held(records=9, sessions=18, attendance=524),
        "lesson_sharing": Held(records=3, attendance=86),
    },
    112: {
        "facilities_briefing": Held(records=3, attendance=398, days=("03-29", "06-14", "09-15")),
        "remote_work_seminar": Held(records=1, attendance=96, days=("08-30",)),
        "gender_briefing": Held(records=2, attendance=161),
        "gender_advocacy": Held(records=7, attendance=516),
        "gender_ceremony": Held(records=1, attendance=88, days=("11-17",)),
        "age_briefing": Held(records=15, attendance=412),
        "age_job_fair": Held(records=1, attendance=2000, days=("10-21",), counts=FAIR),
        "quota_workshop": Held(records=4, attendance=148),
        "quota_seminar": Held(records=6, attendance=203),
        "career_talk": Held(records=32, attendance=580),
        "film_screening": Held(records=60, sessions=804, attendance=34378),
        "film_festival": Held(records=6, attendance=6217, counts={"films": (1, 5, 4, 6, 4, 2)}),
        "film_retrospective": Held(records=2, attendance=1154),
        "campus_talk": Held(records=22, sessions=24, attendance=5589),
        "board_game": Held(records=11, sessions=22, attendance=640),
        "lesson_sharing": Held(records=4, attendance=118),
    },
}

Rows = Iterable[Mapping[str, str]]


def spread(total: int, parts: int) -> list[int]:
    """*total* as *parts* numbers of uneven size, none of them 0 while there is enough for all."""
    weights = list(islice(cycle(WEIGHTS), parts))
    least = 1 if total >= parts else 0
    shares = [least + (total - least * parts) * weight // sum(weights) for weight in weights]
    for place in islice(cycle(range(parts)), total - sum(shares)):
        shares[place] += 1
    return shares


def days(year: int, held: Held) -> list[date]:
    """Those named, else spread over February to November on weekdays."""
    if held.days:
        return [date.fromisoformat(f"{from_roc(year)}-{day}") for day in held.days]
    first, last = date(from_roc(year), 2, 10), date(from_roc(year), 11, 28)
    step = (last - first) / held.records
    return [_weekday(first + step * number + step / 2) for number in range(held.records)]


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def activities() -> Iterator[dict[str, str]]:
    for year, by_series in YEARS.items():
        numbers = count(1)
        for kind in KINDS:
            if kind.series in by_series:
                for row in _held(kind, year, by_series[kind.series]):
                    yield {"number": f"{year}-活-{next(numbers):04d}", **row}


def _held(kind: Kind, year: int, held: Held) -> Iterator[dict[str, str]]:
    sessions = spread(held.sessions or held.records, held.records)
    attendance = spread(held.attendance, held.records)
    for place, day in enumerate(days(year, held)):
        venue = kind.places[place % len(kind.places)]
        film, channel = FILMS[place % len(FILMS)], CHANNELS[place % len(CHANNELS)]
        yield {
            "series": kind.series,
            "held_on": day.isoformat(),
            "title": kind.title.format(n=place + 1, film=film, channel=channel, place=venue),
            "sessions": str(sessions[place]),
            "attendance": str(attendance[place]),
            "school": SCHOOLS[place] if kind.at_schools else "",
            "venue": venue,
            **{name: str(numbers[place]) for name, numbers in held.counts.items()},
        }


DEMONSTRATION: list[tuple[str, Callable[[], Rows]]] = [("activities", activities)]
