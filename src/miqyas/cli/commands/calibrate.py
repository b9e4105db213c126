"""`miqyas calibrate SCORES`: files ranked by what their reviews say, leniency of reviewers taken out."""

import argparse
import json

import numpy as np

from miqyas.cli.arguments import names
from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.judgement.calibration import calibrate
from miqyas.reporting.calibration_page import calibration_page
from miqyas.results.calibration import Calibration

NAME = "calibrate"
HELP = "rank files by their reviews, the leniency of reviewers and panels taken out"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the columns, the places and the draws."""
    parser.add_argument("scores", metavar="SCORES", help="table with one row a review: CSV, Parquet, Excel")
    parser.add_argument("--file", required=True, metavar="COL", help="column that names the file reviewed")
    parser.add_argument("--reviewer", required=True, metavar="COL", help="column that names the reviewer")
    parser.add_argument("--score", required=True, metavar="COL", help="column of scores")
    parser.add_argument("--panel", metavar="COL", help="panel of the file, or of the reviewer")
    better = parser.add_mutually_exclusive_group()
    better.add_argument(
        "--higher-is-better", action="store_true", help="the best score is the highest (default)"
    )
    better.add_argument("--lower-is-better", action="store_true", help="the best score is the lowest")
    parser.add_argument(
        "--unranked",
        type=names,
        default=[],
        metavar="A,B",
        help="anchors that are no candidates: read, not ranked",
    )
    parser.add_argument("--top", type=int, metavar="K", help="places: adds p_top and the groups")
    parser.add_argument(
        "--level", type=float, default=0.9, metavar="P", help="of the intervals (default: 0.9)"
    )
    parser.add_argument(
        "--group-level", type=float, default=0.5, metavar="P",
        help="of the rank intervals that part the groups; higher leaves more to the lottery (default: 0.5)",
    )  # fmt: skip
    parser.add_argument("--draws", type=int, default=4000, metavar="N", help="joint draws (default: 4000)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of chance (default: 0)")
    parser.add_argument(
        "--reviewers", action="store_true", help="each reviewer's leniency too: personal data, for them alone"
    )
    parser.add_argument("--json", action="store_true", help="print one row a file as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Calibrate and print, as JSON or for a person."""
    with relation_of(args.scores) as relation:
        found = calibrate(
            relation,
            file=args.file,
            reviewer=args.reviewer,
            score=args.score,
            panel=args.panel,
            is_higher_better=not args.lower_is_better,
            top=args.top,
            unranked=args.unranked,
            level=args.level,
            group_level=args.group_level,
            draws=args.draws,
            rng=np.random.default_rng(args.seed),
        )
    if args.json:
        print(json.dumps(_told(found, with_reviewers=args.reviewers), ensure_ascii=False))
    else:
        print("\n".join(calibration_page(found, args.language, with_reviewers=args.reviewers)))
    return 0


def _told(found: Calibration, *, with_reviewers: bool) -> object:
    files = [one.tidy() for one in found.files]
    if not with_reviewers:
        return files
    reviewers = [{name: getattr(one, name) for name in one.__slots__} for one in found.reviewers]
    return {"files": files, "reviewers": reviewers, "variances": found.variances, "icc": found.icc}
