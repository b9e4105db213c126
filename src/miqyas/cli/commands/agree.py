"""`miqyas agree SCORES`: how far reviewers agree, criterion by criterion."""

import argparse
import json

import numpy as np

from miqyas.cli.arguments import names
from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.judgement.agreement import agreement
from miqyas.numerics.concordance import SCALES
from miqyas.reporting.agreement_page import agreement_page

NAME = "agree"
HELP = "tell how reliable the scores of each criterion are, with intervals"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the columns and the scale."""
    parser.add_argument("scores", metavar="SCORES", help="table with one row a review: CSV, Parquet, Excel")
    parser.add_argument("--file", required=True, metavar="COL", help="column that names the file reviewed")
    parser.add_argument("--reviewer", required=True, metavar="COL", help="column that names the reviewer")
    parser.add_argument("--criteria", required=True, type=names, metavar="A,B", help="columns of scores")
    parser.add_argument("--scale", choices=SCALES, default="ordinal", help="of alpha (default: ordinal)")
    parser.add_argument(
        "--level", type=float, default=0.95, metavar="P", help="of the intervals (default: 0.95)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of chance (default: 0)")
    parser.add_argument("--json", action="store_true", help="print one row a criterion as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Read the agreement and print, as JSON or for a person."""
    with relation_of(args.scores) as relation:
        found = agreement(
            relation, file=args.file, reviewer=args.reviewer, criteria=args.criteria, scale=args.scale,
            level=args.level, rng=np.random.default_rng(args.seed),
        )  # fmt: skip
    if args.json:
        print(json.dumps([one.tidy() for one in found], ensure_ascii=False))
    else:
        print("\n".join(agreement_page(found, args.language)))
    return 0
