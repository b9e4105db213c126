"""`miqyas weigh SCORES`: who keeps a place for all the weights that people might defend."""

import argparse
import json

import numpy as np

from miqyas.cli.arguments import names
from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.errors import WeightsUnreadable
from miqyas.judgement.weights import bounds_around, weigh
from miqyas.judgement.weights_file import read_shares
from miqyas.reporting.weighing_page import weighing_page

NAME = "weigh"
HELP = "rank files over all the weights that people might defend: who keeps a place whatever they are"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the columns, the scale and what is known of the weights."""
    parser.add_argument(
        "scores", metavar="SCORES", help="table with one row a file, or a review: their mean is taken"
    )
    parser.add_argument("--file", required=True, metavar="COL", help="column that names the file")
    parser.add_argument("--criteria", required=True, type=names, metavar="A,B", help="columns of scores")
    parser.add_argument("--top", required=True, type=int, metavar="K", help="places")
    parser.add_argument(
        "--scale",
        default="0:1",
        metavar="MIN:MAX",
        help="ends of the scale of every criterion (default: 0:1)",
    )
    parser.add_argument(
        "--weights", default="", metavar="A=3,B=1", help="stated weights; without them, all weights are tried"
    )
    known = parser.add_mutually_exclusive_group()
    known.add_argument(
        "--within", type=float, metavar="SHARE", help="let each stated weight move by this share of itself"
    )
    known.add_argument(
        "--concentration", type=float, metavar="C", help="draw around the stated weights; larger is closer"
    )
    known.add_argument(
        "--bounds", default="", metavar="A=0.2:0.5,…", help="weights anywhere within bounds, of a sum of 1"
    )
    parser.add_argument("--draws", type=int, default=10_000, metavar="N", help="of weights (default: 10000)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of chance (default: 0)")
    parser.add_argument("--json", action="store_true", help="print one row a file as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Weigh and print, as JSON or for a person."""
    weights = _numbers(args.weights)
    bounds = {name: _ends(told) for name, told in _parts(args.bounds).items()} or None
    if args.within is not None:
        bounds, weights = bounds_around(weights, args.within), {}
    with relation_of(args.scores) as relation:
        read = read_shares(relation, file=args.file, criteria=args.criteria, scale=_ends(args.scale))
    found = weigh(
        read.ids,
        args.criteria,
        read.shares,
        top=args.top,
        weights=weights or None,
        concentration=args.concentration,
        bounds=bounds,
        draws=args.draws,
        rng=np.random.default_rng(args.seed),
    )
    if args.json:
        files = [one.tidy() for one in found.files]
        told = {"files": files, "weights": found.weights, "top": found.top, "undecided": found.undecided}
        print(json.dumps(told | {"draws": found.draws, "n_dropped": read.n_dropped}, ensure_ascii=False))
    else:
        print("\n".join(weighing_page(found, args.language, n_dropped=read.n_dropped)))
    return 0


def _parts(text: str) -> dict[str, str]:
    """``A=3,B=1`` by name."""
    found = {}
    for part in filter(None, text.split(",")):
        name, sign, value = part.partition("=")
        if not sign:
            raise WeightsUnreadable(found=part)
        found[name.strip()] = value
    return found


def _numbers(text: str) -> dict[str, float]:
    return {name: _number(value) for name, value in _parts(text).items()}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise WeightsUnreadable(found=text or "0") from error


def _ends(text: str) -> tuple[float, float]:
    """``0.2:0.5``: two ends."""
    low, sign, high = text.partition(":")
    if not sign:
        raise WeightsUnreadable(found=text)
    return _number(low), _number(high)
