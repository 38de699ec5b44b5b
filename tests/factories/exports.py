from factory.declarations import SubFactory
from factory.django import DjangoModelFactory

from laborportal.exports.models import Export
from tests.factories.accounts import UserFactory


class ExportFactory(DjangoModelFactory[Export]):
    class Meta:
        model = Export

    person = SubFactory(UserFactory)
    dataset = "activities"
    title = "教育活動 CSV"
    address = "/activities/"
    format = "csv"
    language = "zh-hant"
    rows = 3
