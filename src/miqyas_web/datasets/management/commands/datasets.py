"""Look after the files of datasets: ``datasets sweep``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from miqyas_web.datasets import actions


class Command(BaseCommand):
    help = (
        "Look after the files of datasets. sweep: remove those that no dataset and no brought file refers to."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", choices=["sweep"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        swept = actions.sweep()
        self.stdout.write(f"Removed: {swept.n_frozen} frozen file(s), {swept.n_uploads} brought file(s).")
