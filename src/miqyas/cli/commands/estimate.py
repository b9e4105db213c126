"""`miqyas estimate DESIGN FILE`: one effect from one table."""

import argparse
import csv
import json

from miqyas.checks.weak_instruments import weak_instruments
from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.data.relation import Relation
from miqyas.estimators.difference_in_means import difference_in_means
from miqyas.estimators.itt import itt
from miqyas.estimators.iv import iv
from miqyas.evidence.wording import Strength
from miqyas.reporting.estimate_lines import estimate_lines
from miqyas.reporting.notes import estimate_notes
from miqyas.reporting.sentence import effect_sentence
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

NAME = "estimate"
HELP = "estimate an effect from a table, with its interval"
DESIGNS = {
    "difference-in-means": "difference between the arms' means, stratum by stratum, in a randomised trial",
    "itt": "intention to treat: what being assigned changed, in a randomised trial",
    "iv": "instrumental variables: what treatment changed for those whom an instrument moved",
}
TREATMENTS = {
    "difference-in-means": "column of 0 and 1: who was assigned",
    "itt": "column of 0 and 1: who was assigned",
    "iv": "column of numbers: who was treated, or how much",
}
Answer = tuple[Estimate, tuple[CheckResult, ...]]
# A table alone does not say how the arms were drawn, nor who was lost: it supports an association, no more.
# The platform, which knows the study, grades the evidence and may say more.
STRENGTH: Strength = "associated"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the designs; each takes a file, then its roles by name."""
    designs = parser.add_subparsers(title="designs", metavar="DESIGN", required=True)
    for name, text in DESIGNS.items():
        design = designs.add_parser(name, help=text, description=text)
        design.set_defaults(design=name)
        _add_roles(design, name)
        design.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
        design.add_argument("--unit", default="", metavar="UNIT", help="unit of the outcome, such as MAD")
        design.add_argument("--json", action="store_true", help="print one flat row as JSON")
        add_language(design)


def _add_roles(design: argparse.ArgumentParser, name: str) -> None:
    design.add_argument(
        "file", metavar="FILE", help="CSV, Parquet, Excel or Stata file; a folder or glob of the first two"
    )
    design.add_argument("--outcome", required=True, metavar="Y", help="column of numbers: what may change")
    design.add_argument("--treatment", required=True, metavar="D", help=TREATMENTS[name])
    if name == "iv":
        design.add_argument(
            "--instrument",
            required=True,
            type=_names,
            metavar="Z",
            help="columns that move the treatment and touch the outcome through it alone (Z or Z1,Z2)",
        )
    design.add_argument("--strata", metavar="S", help="column: groups inside which the draw was made")
    design.add_argument("--cluster", metavar="C", help="column: groups assigned as a whole (village, school)")
    if name != "difference-in-means":
        design.add_argument(
            "--covariates",
            type=_names,
            default=(),
            metavar="A,B",
            help="columns measured before, held fixed; quote a name that holds a comma: 'a,\"b,c\"'",
        )
    design.add_argument("--weights", metavar="W", help="column of sampling weights, above zero")


def run(args: argparse.Namespace) -> int:
    """Estimate and print, as JSON or for a person."""
    with relation_of(args.file) as relation:
        estimate, checks = _estimate(relation, args)
    print(
        json.dumps(_row(estimate, checks), ensure_ascii=False) if args.json else _page(estimate, checks, args)
    )
    return 0


def _estimate(relation: Relation, args: argparse.Namespace) -> Answer:
    """Call the design; the checks without which its figure should not be read come with it."""
    roles = {
        "outcome": args.outcome,
        "treatment": args.treatment,
        "strata": args.strata,
        "cluster": args.cluster,
        "weights": args.weights,
        "level": args.level,
    }
    if args.design == "difference-in-means":
        return difference_in_means(relation, **roles, unit=args.unit), ()
    roles["covariates"] = args.covariates
    if args.design == "iv":
        roles["instruments"] = args.instrument
        return iv(relation, **roles, unit=args.unit), (weak_instruments(relation, **roles),)
    return itt(relation, **roles, unit=args.unit), ()


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in next(csv.reader([text], skipinitialspace=True), []) if name.strip())


def _row(estimate: Estimate, checks: tuple[CheckResult, ...]) -> dict[str, str | float | int]:
    """One flat row; the facts of a check come after, under its name."""
    facts = {f"{check.name}.{name}": fact for check in checks for name, fact in check.facts.items()}
    return {**estimate.tidy(), **facts}


def _page(estimate: Estimate, checks: tuple[CheckResult, ...], args: argparse.Namespace) -> str:
    lines = estimate_lines(estimate, args.language)
    width = max(len(label) for label, _ in lines)
    sentence = effect_sentence(
        estimate,
        outcome_label=args.outcome,
        treatment_label=args.treatment,
        unit=args.unit,
        strength=STRENGTH,
        language=args.language,
    )
    said = [*(check.text[args.language] for check in checks), *estimate_notes(estimate, args.language)]
    notes = [f"· {note}" for note in said]
    table = [f"  {label:<{width}}  {figure}" for label, figure in lines]
    return "\n".join([sentence, "", *table, *([""] if notes else []), *notes])
