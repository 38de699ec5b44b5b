from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import has_post
from programs.outreach.states import UNIT


def may_write_outreach(user: User) -> bool:
    return has_post(user, UNIT, Role.STAFF, Role.SUPERVISOR)
