"""`miqyas grid check FILE`: a scoring grid read by the published rules."""

import argparse
import json
from dataclasses import asdict

from miqyas.cli.language import add_language
from miqyas.judgement.grid_check import can_publish, check_grid
from miqyas.judgement.grid_file import read_grid
from miqyas.judgement.grid_impact import impact_reading
from miqyas.reporting.grid_page import grid_page

NAME = "grid"
HELP = "read a scoring grid: can it be published, and does it integrate impact analysis"
CHECK_HELP = (
    "tell what keeps a grid from being published, and how strongly impact counts; exit status 1 if held back"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what one may do with a grid."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    check = verbs.add_parser("check", help=CHECK_HELP, description=CHECK_HELP)
    check.add_argument("file", metavar="FILE", help="grid as TOML or JSON")
    check.add_argument("--json", action="store_true", help="print everything as JSON, in all languages")
    add_language(check)


def run(args: argparse.Namespace) -> int:
    """Read the grid and print, as JSON or for a person."""
    grid = read_grid(args.file)
    findings, reading = check_grid(grid), impact_reading(grid)
    if args.json:
        told = {
            "key": grid.key,
            "version": grid.version,
            "sha256": grid.sha256,
            "can_publish": can_publish(grid),
            "findings": [asdict(each) for each in findings],
            "impact": asdict(reading),
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print("\n".join(grid_page(findings, reading, args.language)))
    return 0 if can_publish(grid) else 1
