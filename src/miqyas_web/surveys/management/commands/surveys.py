"""Look after the files that came with answers: ``surveys sweep``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from miqyas_web.surveys.actions.sweeping import sweep


class Command(BaseCommand):
    help = (
        "Look after the files that came with answers. sweep: remove those that are a day old and that no answer "
        "refers to; answers may come in meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", choices=["sweep"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Removed: {sweep()} file(s).")
