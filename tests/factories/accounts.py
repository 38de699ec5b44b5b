from typing import Any

from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory

from laborportal.accounts.models import Membership, Role, Unit, User

PASSWORD = "correct horse battery"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    username = Sequence(lambda n: f"person{n}")
    name = Sequence(lambda n: f"人員{n}")

    @classmethod
    def _create(cls, model_class: type[User], password: str = PASSWORD, **kwargs: Any) -> User:
        return model_class.objects.create_user(password=password, **kwargs)


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit
        django_get_or_create = ("code",)

    code = Sequence(lambda n: f"unit{n}")
    name = Sequence(lambda n: f"第{n}科")
    name_en = Sequence(lambda n: f"Division {n}")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    unit = SubFactory(UnitFactory)
    role = Role.STAFF


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def person(*roles: Role, units: tuple[str, ...] = ("employment_security",), **fields: Any) -> User:
    """A new person who holds each of *roles* in each of *units*; the password is PASSWORD."""
    user = UserFactory.create(**fields)
    for code in units:
        for role in roles:
            MembershipFactory.create(user=user, unit=unit(code), role=role)
    return user
