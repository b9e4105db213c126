"""`miqyas estimate DESIGN FILE`: one effect from one table."""

import argparse
import json
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Protocol

from miqyas.cli import designs
from miqyas.cli.aggregates import read_aggregates
from miqyas.cli.language import add_language
from miqyas.cli.lazy import LazyParser
from miqyas.cli.page import estimate_page
from miqyas.cli.table import relation_of
from miqyas.estimators.aggregated_itt import aggregated_itt
from miqyas.results.check import CheckResult

NAME = "estimate"
HELP = "estimate an effect from a table, with its interval"


class Tidy(Protocol):
    """What every estimator returns: one flat row, or one for each effect."""

    def tidy(self) -> Any: ...


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the designs: every module of `miqyas.cli.designs` is one.

    Each has a NAME, a HELP, ``add_arguments(parser)`` and ``answer(relation, args)``; it may have
    ``checks(relation, args)``, without which its figure should not be read, and ``page(answer, checks, args)``,
    where the page of an `Estimate` does not do.
    """
    parser.add_argument(
        "--aggregates",
        nargs="+",
        type=Path,
        metavar="SUMS.json",
        help="instead of a design and a table: sums that data holders made with `miqyas aggregate`",
    )
    parser.add_argument(
        "--measure", dest="unit", default="", metavar="UNIT", help="unit of the outcome, such as MAD"
    )
    parser.add_argument("--json", action="store_true", help="with --aggregates: print one flat row as JSON")
    add_language(parser)
    parser.set_defaults(fail=parser.error)
    subparsers = parser.add_subparsers(
        title="designs", metavar="DESIGN", dest="design", parser_class=LazyParser
    )
    for name in sorted(found.name for found in iter_modules(designs.__path__)):
        module = import_module(f"{designs.__name__}.{name}")
        design = subparsers.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        design.declare = module.add_arguments
        design.set_defaults(answer=module.answer, page=getattr(module, "page", estimate_page))
        design.set_defaults(checks=getattr(module, "checks", _no_checks))


def run(args: argparse.Namespace) -> int:
    """Estimate and print, as JSON or for a person."""
    if args.design is None and args.aggregates is None:
        args.fail("a design and a table are needed, or --aggregates")
    if args.aggregates is not None:
        return _run_aggregates(args)
    with relation_of(args.file, getattr(args, "engine", None)) as relation:
        found = args.answer(relation, args)
        checks = args.checks(relation, args)
    print(
        json.dumps(_row(found, checks), ensure_ascii=False) if args.json else args.page(found, checks, args)
    )
    return 0


def _no_checks(relation: object, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    del relation, args
    return ()


def _row(found: Tidy, checks: Sequence[CheckResult]) -> Any:
    """One flat row, or one for each effect; the facts of a check come after, under its name."""
    row = found.tidy()
    if isinstance(row, list):
        return row
    facts = {f"{check.name}.{name}": fact for check in checks for name, fact in check.facts.items()}
    return {**row, **facts}


def _run_aggregates(args: argparse.Namespace) -> int:
    if args.design is not None:
        args.fail("--aggregates takes the place of a design and its table")
    sums = [read_aggregates(path) for path in args.aggregates]
    found = aggregated_itt(sums, unit=args.unit)
    args.outcome, args.treatment = sums[0].plan["outcome"], sums[0].plan["treatment"]
    print(json.dumps(_row(found, ()), ensure_ascii=False) if args.json else estimate_page(found, (), args))
    return 0
