import datetime

from factory.declarations import LazyFunction, Sequence
from factory.django import DjangoModelFactory

from programs.outreach.models import ContestEntry, MediaMetric
from programs.outreach.states import UNIT, Channel, Contest, Metric
from tests.factories.accounts import unit


class ContestEntryFactory(DjangoModelFactory[ContestEntry]):
    class Meta:
        model = ContestEntry

    contest = Contest.COMIC
    year = 112
    entry = Sequence(lambda n: f"112-漫-{n:05d}")
    school = "青楓國民小學"
    group = "國小中年級組"
    title = Sequence(lambda n: f"媽媽的下班時間{n}")
    won = False
    unit = LazyFunction(lambda: unit(UNIT))


class MediaMetricFactory(DjangoModelFactory[MediaMetric]):
    class Meta:
        model = MediaMetric

    work = Sequence(lambda n: f"勞權十分鐘第{n}集")
    channel = Channel.FACEBOOK
    metric = Metric.REACH
    value = 100
    year = 112
    as_of = datetime.date(2024, 1, 31)
    source = "粉絲專頁洞察報告"
    unit = LazyFunction(lambda: unit(UNIT))
