from typing import Any

import factory

from laborportal.accounts.models import Membership, Role, Unit, User

PASSWORD = "correct horse battery"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"人員{n}")

    @factory.post_generation
    def password(
        self: User, create: bool, extracted: str | None, **kwargs: Any
    ) -> None:  # type: ignore[misc]
        self.set_password(extracted or PASSWORD)
        if create:
            self.save()


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    class Meta:
        model = Unit
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"unit{n}")
    name = factory.Sequence(lambda n: f"第{n}科")
    name_en = factory.Sequence(lambda n: f"Division {n}")


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    role = Role.STAFF


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def person(
    *roles: Role, units: tuple[str, ...] = ("employment_security",), **fields: Any
) -> User:
    """A new person who holds each of *roles* in each of *units*; the password is PASSWORD."""
    user: User = UserFactory.create(**fields)
    for code in units:
        for role in roles:
            MembershipFactory.create(user=user, unit=unit(code), role=role)
    return user
