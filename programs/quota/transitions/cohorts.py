"""Taking the base list of a year: who is short in December before, as the months say on that day."""

from django.db import transaction
from django.utils.translation import gettext

from laborportal.accounts.models import Unit
from laborportal.audit.recording import Act, record
from laborportal.rocyear.dates import today, year_bounds
from laborportal.workflow.voiding import void
from programs.quota.models import Cohort, CohortMember, QuotaMonth, month_before
from programs.quota.states import REHABILITATION

BATCH = 1000


class NotTaken(Exception):
    """str(error) is a sentence for the person."""


def take_cohort(year: int, act: Act) -> Cohort:
    """A list that was taken before is voided with the reason of *act*. Raises NotTaken."""
    december = month_before(year_bounds(year)[0])
    short = list(QuotaMonth.objects.standing().short().filter(month=december).order_by("-shortage", "pk"))
    if not short:
        raise NotTaken(gettext("Nobody is short in December of the year before: there is nothing to take."))
    earlier = Cohort.objects.standing().filter(year=year).first()
    if earlier is not None and not act.reason.strip():
        raise NotTaken(gettext("The base list of this year was taken already: say why it is taken anew."))
    with transaction.atomic():
        if earlier is not None:
            void(earlier, act)
        unit = Unit.objects.get(code=REHABILITATION)
        made = Cohort.objects.create(year=year, unit=unit, taken_on=today(), taken_by_id=act.actor.pk)
        CohortMember.objects.bulk_create(
            (CohortMember(cohort=made, employer_id=found.employer_id, shortage=found.shortage) for found in short),
            batch_size=BATCH,
        )
        record(act, "created", made)
    return made
