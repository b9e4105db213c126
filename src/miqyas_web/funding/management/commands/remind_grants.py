"""Send the letters of the day about reports of grants."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from miqyas_web.funding.actions.reminding import remind


class Command(BaseCommand):
    help = "Remind grantees of reports due or late. Run it each day; running it twice sends nothing twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", required=True, help="address of the platform in letters, https://…")

    def handle(self, *_args: Any, site: str, **_options: Any) -> None:
        self.stdout.write(f"{remind(site=site.rstrip('/'))} report(s) reminded.")
