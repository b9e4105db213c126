"""Look after published reports: ``report verify ADDRESS``."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miqyas_web.reports import actions, queries, science


class Command(BaseCommand):
    help = (
        "verify: compute every figure of a published report again from its frozen data, and keep the verdict."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", choices=["verify"])
        parser.add_argument("address", help="what follows /r/ in the address of the report")

    def handle(self, *_args: Any, address: str, **_options: Any) -> None:
        report = queries.public_reports().filter(address=address).first()
        if report is None:
            raise CommandError(f"No published report has the address {address}.")
        verification = actions.verify_report(report=report, by=None)
        for key, _tone, word, reason in science.verdict_lines(verification):
            self.stdout.write(f"{key}: {word} {reason}".rstrip())
        reason = verification.verdicts["reason"]
        self.stdout.write(science.said(reason) if reason else f"sha256 {report.sha256}")
        if not verification.is_same:
            sys.exit(1)
