"""`miqyas disagree SCORES`: which files are read so differently that one more reader should be asked."""

import argparse
import json
from dataclasses import asdict

import numpy as np

from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.judgement.agreement import disagreements
from miqyas.judgement.calibration import calibrate
from miqyas.reporting.disagreement_page import disagreement_page

NAME = "disagree"
HELP = "tell which files are read so differently that one more reader should be asked"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the columns and the limit."""
    parser.add_argument("scores", metavar="SCORES", help="table with one row a review: CSV, Parquet, Excel")
    parser.add_argument("--file", required=True, metavar="COL", help="column that names the file reviewed")
    parser.add_argument("--reviewer", required=True, metavar="COL", help="column that names the reviewer")
    parser.add_argument("--score", required=True, metavar="COL", help="column of scores")
    parser.add_argument("--panel", metavar="COL", help="panel of the file, or of the reviewer")
    parser.add_argument(
        "--level",
        type=float,
        default=0.95,
        metavar="P",
        help="share of files under the limit (default: 0.95)",
    )
    parser.add_argument("--draws", type=int, default=4000, metavar="N", help="joint draws (default: 4000)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of chance (default: 0)")
    parser.add_argument("--json", action="store_true", help="print one row a file as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Calibrate, look at the spread of each file, and print."""
    columns = {"file": args.file, "reviewer": args.reviewer, "score": args.score}
    with relation_of(args.scores) as relation:
        found = calibrate(
            relation, **columns, panel=args.panel, draws=args.draws, rng=np.random.default_rng(args.seed)
        )
        rows = disagreements(relation, found, **columns, level=args.level)
    if args.json:
        print(json.dumps([asdict(one) for one in rows], ensure_ascii=False))
    else:
        print("\n".join(disagreement_page(rows, args.language)))
    return 0
