"""Look after the reading of applications: ``reading remind --site https://…``, once a day."""

from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from miqyas_web.funding.actions.reminders import remind_when_due


class Command(BaseCommand):
    help = (
        "remind: write to reviewers whose day nears (three days before) or is past, once each time. "
        "Run it every day: run twice, nobody gets two letters."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", choices=["remind"])
        parser.add_argument("--site", required=True, help="address of the platform, for the links of letters")

    def handle(self, *_args: Any, site: str, **_options: Any) -> None:
        if urlsplit(site).scheme not in {"http", "https"} or not urlsplit(site).netloc:
            raise CommandError(f"The address of the platform begins with https://: {site!r} does not.")
        base = site.rstrip("/")
        n = remind_when_due(
            link_for=lambda reviewer: base + reverse("funding:reviewing_show", args=[reviewer.pk])
        )
        self.stdout.write(f"Reminded: {n} reviewer(s).")
