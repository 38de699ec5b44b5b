from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from laborportal.datasets.declaration import Dataset
from laborportal.datasets.panels import register_panel
from laborportal.employers.models import Employer
from laborportal.employers.standing import facts
from laborportal.rocyear.dates import today


def standing(request: HttpRequest, dataset: Dataset, record: Any) -> Mapping[str, Any] | None:
    """What the programmes know of an employer, on its page."""
    return {"facts": facts([record.pk], today())[record.pk]} if isinstance(record, Employer) else None


register_panel("side", "employers/standing.html", standing)
