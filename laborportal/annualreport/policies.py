from laborportal.accounts.policies import Person, has_role, may_administer


def may_read(user: Person) -> bool:
    """Whoever has a role in some unit; the lists behind the numbers are scoped, the numbers are not."""
    return has_role(user)


def may_edit(user: Person) -> bool:
    return may_administer(user)
