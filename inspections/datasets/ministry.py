from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.datasets.penalties import PENALTIES
from inspections.imports.ministry import MinistryViolationList
from inspections.policies import may_mend, may_review
from laborportal.accounts.models import User
from laborportal.imports.formats import register_format
from laborportal.imports.importable import Importable, register_importable


def differences(user: User, run: Any) -> tuple[str, str] | None:
    """Where the differences that an import brought up are looked at."""
    if not may_review(user):
        return None
    return gettext("What the lists say differently"), f"{reverse('inspections:differences')}?import={run.pk}"


register_format(MinistryViolationList)
MINISTRY_LIST = register_importable(
    Importable(
        name=MinistryViolationList.name,
        label=_("Violation lists as the ministry publishes them"),
        loader=MinistryViolationList,
        may_import=may_mend,
        list_url=PENALTIES.list_url,
        record_url=lambda pk: reverse(f"{PENALTIES.namespace}:record", args=[pk]),
        further=differences,
    )
)
