"""Fill an empty platform with invented people and initiatives, and real published trials.

Each room adds its part through the slot `demonstration`; all of it stands, or nothing.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from miqyas_web.accounts.models import Organisation
from miqyas_web.foundation import slots

WHY_KEPT = "The demonstration space is there already: nothing to do."


class Command(BaseCommand):
    help = "Fill the platform with the demonstration space, once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if Organisation.objects.filter(is_demonstration=True).exists():
            self.stdout.write(WHY_KEPT)
            return
        self.stdout.write("Preparing the demonstration space…")
        context: dict[str, Any] = {"say": self.stdout.write}
        with transaction.atomic():
            for fill in slots.items("demonstration"):
                fill(context)
        for line in context.get("accounts", []):
            self.stdout.write(line)
