"""A column of a day with its time."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from laborportal.exports.columns import MISSING, CellError, Column, echo
from laborportal.rocyear import dates


@dataclass(frozen=True, kw_only=True)
class MomentColumn(Column):
    """A time of day in Taipei, such as 112.03.29 14:30; the value is aware of its zone."""

    FORM: ClassVar[re.Pattern[str]] = re.compile(r"(.+?)[\sT]+([0-9]{1,2}):([0-9]{2})")

    def parse(self, text: str) -> datetime:
        found = self.FORM.fullmatch(dates.ascii_forms(text))
        if found is None or int(found[2]) > 23 or int(found[3]) > 59:
            raise CellError(
                _("“{value}” is not a day with its time: write it like 112/3/29 14:30.").format(value=echo(text))
            )
        try:
            day = dates.parse_date(found[1])
        except dates.DateError as error:
            raise CellError(str(error)) from None
        return datetime.combine(day, time(int(found[2]), int(found[3])), dates.TAIPEI)

    def dump(self, value: Any) -> str:
        return "" if value is None else dates.format_datetime(value)

    def show(self, value: Any) -> str:
        return self.dump(value) or MISSING

    def pack(self, value: Any) -> Any:
        return value and value.astimezone(dates.TAIPEI).isoformat()

    def unpack(self, packed: Any) -> Any:
        return packed and datetime.fromisoformat(packed)
