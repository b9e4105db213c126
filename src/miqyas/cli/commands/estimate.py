"""`miqyas estimate DESIGN FILE`: one effect from one table."""

import argparse
import json
from typing import Any

from miqyas.cli.designs import did as did_design
from miqyas.cli.designs import difference_in_means as difference_in_means_design
from miqyas.cli.designs import group_time as group_time_design
from miqyas.cli.designs import iv as iv_design
from miqyas.cli.designs import twfe as twfe_design
from miqyas.cli.designs.arguments import names
from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.cli.threshold import add_rdd, run_rdd
from miqyas.data.relation import Relation
from miqyas.estimators.itt import itt
from miqyas.evidence.wording import Strength
from miqyas.reporting.estimate_lines import estimate_lines
from miqyas.reporting.notes import estimate_notes
from miqyas.reporting.sentence import effect_sentence
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate
from miqyas.results.group_time import GroupTimeEffects

NAME = "estimate"
HELP = "estimate an effect from a table, with its interval"
ITT_HELP = "intention to treat: what being assigned changed, in a randomised trial"
OTHERS = (difference_in_means_design, iv_design, did_design, group_time_design, twfe_design)
# A table alone does not say how the arms were drawn, nor who was lost: it supports an association, no more.
# The platform, which knows the study, grades the evidence and may say more.
STRENGTH: Strength = "associated"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the designs; each takes a file, then its roles by name."""
    designs = parser.add_subparsers(title="designs", metavar="DESIGN", required=True, dest="design")
    design = designs.add_parser("itt", help=ITT_HELP, description=ITT_HELP)
    design.add_argument(
        "file", metavar="FILE", help="CSV, Parquet, Excel or Stata file; a folder or glob of the first two"
    )
    design.add_argument("--outcome", required=True, metavar="Y", help="column of numbers: what may change")
    design.add_argument("--treatment", required=True, metavar="D", help="column of 0 and 1: who was assigned")
    design.add_argument("--strata", metavar="S", help="column: groups inside which the draw was made")
    design.add_argument("--cluster", metavar="C", help="column: groups assigned as a whole (village, school)")
    design.add_argument(
        "--covariates",
        type=names,
        default=(),
        metavar="A,B",
        help="columns measured before, held fixed; quote a name that holds a comma: 'a,\"b,c\"'",
    )
    design.add_argument("--weights", metavar="W", help="column of sampling weights, above zero")
    design.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    design.add_argument("--unit", default="", metavar="UNIT", help="unit of the outcome, such as MAD")
    design.add_argument("--json", action="store_true", help="print one flat row as JSON")
    add_language(design)
    design.set_defaults(answer=_answer_itt)
    for other in OTHERS:
        design = designs.add_parser(other.NAME, help=other.HELP, description=other.HELP)
        other.add_arguments(design)
        design.set_defaults(answer=other.answer)
    add_rdd(designs)


def run(args: argparse.Namespace) -> int:
    """Estimate and print, as JSON or for a person."""
    if args.design == "rdd":
        return run_rdd(args)
    with relation_of(args.file) as relation:
        estimate = args.answer(relation, args)
        # The checks without which a figure should not be read come with it.
        checks = iv_design.checks(relation, args) if args.design == iv_design.NAME else ()
    if args.json:
        print(json.dumps(_row(estimate, checks), ensure_ascii=False))
    elif isinstance(estimate, GroupTimeEffects):
        print(group_time_design.page(estimate, args.language))
    else:
        print(_page(estimate, checks, args))
    return 0


def _answer_itt(relation: Relation, args: argparse.Namespace) -> Estimate:
    return itt(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        strata=args.strata,
        cluster=args.cluster,
        covariates=args.covariates,
        weights=args.weights,
        level=args.level,
        unit=args.unit,
    )


def _row(estimate: Estimate | GroupTimeEffects, checks: tuple[CheckResult, ...]) -> Any:
    """One flat row, or one for each effect; the facts of a check come after, under its name."""
    row = estimate.tidy()
    if isinstance(row, list):
        return row
    facts = {f"{check.name}.{name}": fact for check in checks for name, fact in check.facts.items()}
    return {**row, **facts}


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
