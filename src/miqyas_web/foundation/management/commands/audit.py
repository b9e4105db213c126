"""Check that nobody rewrote the audit log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from miqyas_web.foundation import audit
from miqyas_web.foundation.models import AuditEvent


class Command(BaseCommand):
    help = "Check the chain of the audit log; name every row at which it does not hold."

    def handle(self, *_args: Any, **_options: Any) -> None:
        breaks = list(audit.broken_links())
        for position, reason in breaks:
            self.stderr.write(f"Row {position} {reason}.")
        if breaks:
            raise CommandError(f"The chain does not hold at {len(breaks)} place(s).")
        self.stdout.write(f"The chain holds: {AuditEvent.objects.count()} rows.")
