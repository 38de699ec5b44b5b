from collections.abc import Mapping
from typing import Any

from django.db import transaction

from laborportal.audit.recording import Act, record
from programs.quota.models import LevyPayment, QuotaMonth


def note_payment(month: QuotaMonth, answers: Mapping[str, Any], act: Act) -> LevyPayment:
    """*answers* are the columns of a payment: `paid_on` and `amount` in NT$."""
    with transaction.atomic():
        payment = LevyPayment.objects.create(about=month, **answers)
        record(act, "created", payment)
    return payment
