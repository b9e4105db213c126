"""`miqyas grid check FILE`: a scoring grid read by the published rules; `list` and `show` give one to start from."""

import argparse
import json
from dataclasses import asdict

from miqyas.cli.language import add_language
from miqyas.judgement.grid_check import can_publish, check_grid
from miqyas.judgement.grid_file import plain_grid, read_grid
from miqyas.judgement.grid_impact import impact_reading
from miqyas.judgement.grid_library import library, preset
from miqyas.reporting.grid_page import grid_page

NAME = "grid"
HELP = "read a scoring grid: can it be published, and does it integrate impact analysis"
CHECK_HELP = (
    "tell what keeps a grid from being published, and how strongly impact counts; exit status 1 if held back"
)

LIST_HELP = "list the grids to start from"
SHOW_HELP = "print a grid of the library as JSON, to be changed and checked"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what one may do with a grid."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    check = verbs.add_parser("check", help=CHECK_HELP, description=CHECK_HELP)
    check.add_argument("file", metavar="FILE", help="grid as TOML or JSON")
    check.add_argument("--json", action="store_true", help="print everything as JSON, in all languages")
    check.set_defaults(verb=_check)
    listing = verbs.add_parser("list", help=LIST_HELP, description=LIST_HELP)
    listing.set_defaults(verb=_list)
    show = verbs.add_parser("show", help=SHOW_HELP, description=SHOW_HELP)
    show.add_argument("grid", metavar="GRID", help="its key")
    show.set_defaults(verb=_show)
    for verb in (check, listing, show):
        add_language(verb)


def run(args: argparse.Namespace) -> int:
    """Check, list or show."""
    status: int = args.verb(args)
    return status


def _list(args: argparse.Namespace) -> int:
    for key, grid in library().items():
        print(f"{key}: {grid.labels[args.language]}. {grid.says[args.language]}")
    return 0


def _show(args: argparse.Namespace) -> int:
    print(json.dumps(plain_grid(preset(args.grid)), ensure_ascii=False, indent=2))
    return 0


def _check(args: argparse.Namespace) -> int:
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
