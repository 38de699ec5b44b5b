"""What the newest check of an employer found lacking."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from laborportal.employers.standing import Fact, register_facts
from programs.worklife.models import FacilityCheck

FACILITIES_LACKING = "facilities_lacking"


def lacking(employers: Sequence[int], as_of: date) -> Mapping[int, Sequence[Fact]]:
    checks = FacilityCheck.objects.standing().filter(employer__in=employers, checked_on__lte=as_of)
    newest = {check.employer_id: check for check in checks.select_related("employer").order_by("year", "pk")}
    return {pk: [_fact(check)] for pk, check in newest.items() if check.lacks}


def _fact(check: FacilityCheck) -> Fact:
    query = urlencode({"year": check.year, "employer": check.employer.ubn or check.employer.name})
    return Fact(
        kind=FACILITIES_LACKING,
        words=_("Check of {year}: {found}").format(year=check.year, found=check.lacks),
        url=f"{reverse('facility_checks:list')}?{query}",
        mark="warn",
        on=check.checked_on,
    )


register_facts(lacking)
