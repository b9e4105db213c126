"""Bring in an official list of communes or arrondissements."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miqyas_web.foundation.errors import Refused
from miqyas_web.territories.actions.importing import Changes, import_territories

FORMAT = """
The file: CSV in UTF-8, comma or semicolon, a header, columns in any order.
  code                    required  text, RR.PPP.CC.NN, or RR.PPP.CC.N for a city with arrondissements
  name_fr, name_ar        required  vowel marks and tatweel are removed from Arabic
  name_en, name_<language>          any further language is kept
  kind                              commune (default, see --kind) or arrondissement
  setting                           urban or rural; must agree with the code
  former_code                       code in the edition before
  population, households            whole numbers, with --year
Also understood: code_2024, code_2014, nom_fr, nom_ar, milieu.
A territory that the list leaves out, in the provinces it names, is closed with today's date, never deleted.
"""
MOST_SHOWN = 10


class Command(BaseCommand):
    help = "Import communes or arrondissements from an official list, all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verb = verbs.add_parser(
            "import", help=self.help, epilog=FORMAT, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        verb.add_argument("file", type=Path)
        verb.add_argument("--edition", required=True, help="edition of the codes, such as hcp-2024")
        verb.add_argument("--year", type=int, help="year of population and households")
        verb.add_argument("--source", default="", help="who publishes the figures; else the edition")
        verb.add_argument("--kind", choices=["commune", "arrondissement"], default="commune")
        verb.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            changes = import_territories(
                options["file"],
                edition=options["edition"],
                source=options["source"],
                year=options["year"],
                kind=options["kind"],
                is_dry_run=options["dry_run"],
            )
        except Refused as refusal:
            raise CommandError(f"{refusal}\nNothing was changed.") from refusal
        self.tell(changes, is_dry_run=options["dry_run"])

    def tell(self, changes: Changes, *, is_dry_run: bool) -> None:
        for kind, number in changes.counts().items():
            if not number:
                continue
            self.stdout.write(f"{kind}: {number}")
            lines = getattr(changes, kind)
            for line in lines[:MOST_SHOWN]:
                self.stdout.write(f"  {line}")
            if number > MOST_SHOWN:
                self.stdout.write(f"  … and {number - MOST_SHOWN} more")
        self.stdout.write(f"unchanged: {changes.n_unchanged}")
        if changes.ignored_columns:
            self.stdout.write(f"columns not used: {', '.join(changes.ignored_columns)}")
        self.stdout.write("Dry run: nothing was changed." if is_dry_run else "Done.")
