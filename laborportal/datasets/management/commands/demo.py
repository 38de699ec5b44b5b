from typing import Any

from django.core.management.base import BaseCommand

from laborportal.datasets import demonstration


class Command(BaseCommand):
    help = "Loads the year-112 demonstration: invented employers and cases. A second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        for dataset, count in demonstration.load().items():
            self.stdout.write(f"{dataset}: {count}")
