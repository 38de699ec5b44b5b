from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laborportal.rocyear.dates import DateError, parse_date


class RocDateField(forms.CharField):
    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except DateError as error:
            raise ValidationError(str(error)) from error
