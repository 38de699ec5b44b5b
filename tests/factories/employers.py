from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from laborportal.employers.models import Employer, EmployerAlias, EmployerHeadcount, EmployerLink, LinkKind
from laborportal.exports.columns import ubn_adds_up
from laborportal.rocyear.dates import today


class EmployerFactory(DjangoModelFactory[Employer]):
    class Meta:
        model = Employer

    ubn = Sequence(lambda n: next(filter(ubn_adds_up, (f"{4_000_000 + n}{digit}" for digit in range(10)))))
    name = Sequence(lambda n: f"榕澗營造{n}股份有限公司")
    district = "中山區"
    employees = 186


class EmployerAliasFactory(DjangoModelFactory[EmployerAlias]):
    class Meta:
        model = EmployerAlias

    employer = SubFactory(EmployerFactory)
    name = Sequence(lambda n: f"榕澗工程{n}行")
    since = LazyFunction(today)


class HeadcountFactory(DjangoModelFactory[EmployerHeadcount]):
    class Meta:
        model = EmployerHeadcount

    employer = SubFactory(EmployerFactory)
    year = 112
    employees = 186
    source = "勞保投保人數"


class LinkFactory(DjangoModelFactory[EmployerLink]):
    class Meta:
        model = EmployerLink

    employer = SubFactory(EmployerFactory)
    other = SubFactory(EmployerFactory)
    kind = LinkKind.BRANCH
