"""`miqyas sensitivity KIND`: how far what was not observed could carry a result."""

import argparse
import json
from collections.abc import Sequence

from miqyas.checks.confounding import confounding
from miqyas.checks.e_value import e_value, e_value_of_difference
from miqyas.checks.oster import oster
from miqyas.checks.saturation import saturation
from miqyas.checks.spillover import Exposure, Surface, spillover
from miqyas.cli.arguments import add_strata, add_table, names
from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.errors import NeighbourhoodUnclear
from miqyas.reporting.numbers import format_number
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell
from miqyas.types import Language

NAME = "sensitivity"
HELP = "what could carry a result away: oster, confounding, e-value, spillover, saturation"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the kinds of sensitivity."""
    kinds = parser.add_subparsers(title="kinds", metavar="KIND", required=True, dest="kind")
    _add_oster(kinds.add_parser("oster", help="coefficient stability: the unobserved next to the controls"))
    _add_confounding(kinds.add_parser("confounding", help="robustness value and benchmarks of a confounder"))
    _add_e_value(kinds.add_parser("e-value", help="how strong a confounder must be, for a risk ratio"))
    _add_spillover(kinds.add_parser("spillover", help="the untreated by how much treatment is around them"))
    _add_saturation(kinds.add_parser("saturation", help="direct and indirect effects when shares were drawn"))


def run(args: argparse.Namespace) -> int:
    """Check and print, as JSON or for a person."""
    found = args.check(args)
    if args.json:
        row = {"name": found.name, "passed": found.passed, **found.facts, "rows": found.table.records()}
        print(json.dumps(row, ensure_ascii=False))
    else:
        print("\n".join(check_page(found, args.language)))
    return 0


def check_page(found: CheckResult, language: Language) -> list[str]:
    """Write the sentence of a check, its table and its notes."""
    rows = [found.table.columns, *([_shown(cell, language) for cell in row] for row in found.table.rows)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(found.table.columns))]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows]
    table = ["", *(f"  {line.rstrip()}" for line in lines)] if found.table.rows else []
    return [found.text[language], *table, *(f"· {note}" for note in found.table.notes)]


def _shown(cell: Cell, language: Language) -> str:
    if cell is None:
        return "—"
    return str(cell) if isinstance(cell, str | bool) else format_number(cell, language)


def _add_form(kind: argparse.ArgumentParser) -> None:
    kind.add_argument("--measure", dest="unit", default="", metavar="UNIT", help="unit of the outcome")
    kind.add_argument("--json", action="store_true", help="print facts and table as JSON")
    add_language(kind)


def _add_oster(kind: argparse.ArgumentParser) -> None:
    _add_roles(kind)
    kind.add_argument(
        "--controls", required=True, type=names, metavar="A,B", help="compared with the unobserved"
    )
    kind.add_argument(
        "--r-max", required=True, type=float, metavar="R", help="R² if everything were observed"
    )
    kind.add_argument("--always", type=names, default=(), metavar="A,B", help="held fixed, not compared")
    kind.add_argument(
        "--delta", type=float, default=1.0, metavar="D", help="tie of the unobserved (default: 1)"
    )
    kind.add_argument("--target", type=float, default=0.0, metavar="B", help="effect to reach (default: 0)")
    _add_form(kind)
    kind.set_defaults(check=_oster)


def _oster(args: argparse.Namespace) -> CheckResult:
    with relation_of(args.file) as relation:
        return oster(
            relation,
            outcome=args.outcome,
            treatment=args.treatment,
            controls=args.controls,
            r_max=args.r_max,
            always=args.always,
            strata=args.strata,
            delta=args.delta,
            target=args.target,
            unit=args.unit,
        )


def _add_confounding(kind: argparse.ArgumentParser) -> None:
    _add_roles(kind)
    kind.add_argument("--covariates", required=True, type=names, metavar="A,B", help="columns held fixed")
    kind.add_argument(
        "--benchmarks", type=names, default=(), metavar="A,B", help="some of them, to compare with"
    )
    kind.add_argument(
        "--times",
        type=_numbers,
        default=(1.0, 2.0, 3.0),
        metavar="1,2",
        help="times as strong (default: 1,2,3)",
    )
    kind.add_argument("--share", type=float, default=1.0, metavar="Q", help="part of the effect (default: 1)")
    kind.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    _add_form(kind)
    kind.set_defaults(check=_confounding)


def _confounding(args: argparse.Namespace) -> CheckResult:
    with relation_of(args.file) as relation:
        return confounding(
            relation,
            outcome=args.outcome,
            treatment=args.treatment,
            covariates=args.covariates,
            benchmarks=args.benchmarks,
            times=args.times,
            strata=args.strata,
            share=args.share,
            level=args.level,
            unit=args.unit,
        )


def _add_e_value(kind: argparse.ArgumentParser) -> None:
    size = kind.add_mutually_exclusive_group(required=True)
    size.add_argument("--ratio", type=float, metavar="R", help="risk ratio")
    size.add_argument("--difference", type=float, metavar="D", help="difference in standard deviations")
    kind.add_argument("--low", type=float, metavar="L", help="lower end of the interval of the ratio")
    kind.add_argument("--high", type=float, metavar="H", help="upper end of the interval of the ratio")
    kind.add_argument("--std-error", type=float, metavar="S", help="standard error of the difference")
    _add_form(kind)
    kind.set_defaults(check=_e_value)


def _e_value(args: argparse.Namespace) -> CheckResult:
    if args.ratio is None:
        return e_value_of_difference(args.difference, std_error=args.std_error)
    return e_value(args.ratio, low=args.low, high=args.high)


def _add_spillover(kind: argparse.ArgumentParser) -> None:
    _add_roles(kind, strata=False)
    around = kind.add_mutually_exclusive_group(required=True)
    around.add_argument("--group", metavar="G", help="column of groups inside which units are neighbours")
    around.add_argument(
        "--coordinates", type=names, metavar="X,Y", help="two columns; longitude,latitude on earth"
    )
    kind.add_argument(
        "--radius", type=float, metavar="R", help="how far neighbours are counted (kilometres on earth)"
    )
    kind.add_argument(
        "--exposure", choices=[*map(str, Exposure)], default="share", help="default: share treated"
    )
    kind.add_argument("--surface", choices=[*map(str, Surface)], default="plane", help="default: plane")
    kind.add_argument("--covariates", type=names, default=(), metavar="A,B", help="columns held fixed")
    kind.add_argument("--cluster", metavar="C", help="column the variance is computed over")
    kind.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    _add_form(kind)
    kind.set_defaults(check=_spillover)


def _spillover(args: argparse.Namespace) -> CheckResult:
    if args.coordinates is not None and len(args.coordinates) != 2:
        raise NeighbourhoodUnclear
    with relation_of(args.file) as relation:
        return spillover(
            relation,
            outcome=args.outcome,
            treatment=args.treatment,
            group=args.group,
            coordinates=args.coordinates,
            radius=args.radius,
            exposure=Exposure(args.exposure),
            surface=Surface(args.surface),
            covariates=args.covariates,
            cluster=args.cluster,
            level=args.level,
            unit=args.unit,
        )


def _add_saturation(kind: argparse.ArgumentParser) -> None:
    _add_roles(kind, strata=False)
    kind.add_argument(
        "--share", required=True, metavar="S", help="column of the share drawn for the group; 0: none"
    )
    kind.add_argument("--group", required=True, metavar="G", help="column of groups")
    kind.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    _add_form(kind)
    kind.set_defaults(check=_saturation)


def _saturation(args: argparse.Namespace) -> CheckResult:
    with relation_of(args.file) as relation:
        return saturation(
            relation,
            outcome=args.outcome,
            treatment=args.treatment,
            share=args.share,
            group=args.group,
            level=args.level,
            unit=args.unit,
        )


def _add_roles(kind: argparse.ArgumentParser, *, strata: bool = True) -> None:
    add_table(kind)
    kind.add_argument(
        "--treatment", required=True, metavar="D", help="column of numbers: who was treated, how much"
    )
    if strata:
        add_strata(kind)


def _numbers(text: str) -> Sequence[float]:
    return tuple(float(part) for part in names(text))
