"""Who sees which import, and who may take one back."""

from django.db.models import Q, QuerySet

from laborportal.accounts.models import Membership, Role, User
from laborportal.accounts.policies import has_role, may_administer, sees_everything, units_of
from laborportal.imports.models import ImportRun, Upload


def runs_visible_to(user: User) -> QuerySet[ImportRun]:
    """The own ones and those of the people of the own units; every one for whoever sees everything."""
    runs = ImportRun.objects.select_related("actor", "reverted_by")
    if sees_everything(user):
        return runs
    return runs.filter(Q(actor=user) | Q(actor__in=_members(units_of(user))))


def uploads_visible_to(user: User) -> QuerySet[Upload]:
    """A preview shows records as they are: only to its author, and to whoever sees everything."""
    uploads = Upload.objects.select_related("person", "run")
    return uploads if sees_everything(user) else uploads.filter(person=user)


def may_use(user: User, upload: Upload) -> bool:
    return upload.person_id == user.pk


def may_revert(user: User, run: ImportRun) -> bool:
    """The importer, a supervisor of one of the importer's units, an administrator."""
    if may_administer(user):
        return True
    if run.actor_id == user.pk:
        return has_role(user, Role.STAFF, Role.SUPERVISOR)
    return _members(units_of(user, Role.SUPERVISOR)).filter(user=run.actor_id).exists()


def _members(units: frozenset[int]) -> "QuerySet[Membership, int]":
    return Membership.objects.filter(ended_at=None, unit__in=units).values_list("user_id", flat=True)
