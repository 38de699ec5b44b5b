from typing import Any

from django.core.files.base import ContentFile

from laborportal.audit.recording import Act
from laborportal.cases.attachments import attach
from laborportal.cases.models import Attachment
from laborportal.cases.subscription import renew
from laborportal.workflow.voiding import void
from tests.architecture.samples.making import People, Sample
from tests.factories.certifications import application
from tests.factories.employers import EmployerFactory


def attached(people: People, who: str) -> Attachment:
    return attach(people[who], application("gold"), ContentFile(b"%PDF-1.7", name="申請書.pdf"), "")


def voided(people: People) -> dict[str, Any]:
    found = attached(people, "staff")
    void(found, Act(people["staff"], "誤附"))
    return {"pk": found.pk}


SAMPLES: dict[tuple[str, str], Sample] = {
    ("cases:feed", "the supervisor's secret address"): lambda people: {"secret": renew(people["supervisor"])},
    ("cases:feed", "an address that nobody has"): lambda people: {"secret": "guessed"},
    ("cases:attach", "an application"): lambda people: {
        "name": "certification_applications",
        "pk": application("gold").pk,
    },
    ("cases:attach", "an employer, which is no case"): lambda people: {
        "name": "employers",
        "pk": EmployerFactory.create().pk,
    },
    ("cases:attachment", "attached by the supervisor"): lambda people: {"pk": attached(people, "supervisor").pk},
    ("cases:attachment", "voided"): voided,
    ("cases:void_attachment", "attached by the supervisor"): lambda people: {"pk": attached(people, "supervisor").pk},
    ("cases:void_attachment", "attached by staff"): lambda people: {"pk": attached(people, "staff").pk},
}
