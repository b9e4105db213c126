"""`miqyas assign FILES REVIEWERS`: who reads what, all files linked, and what the ranks will be able to say."""

import argparse
import json
from dataclasses import asdict

import numpy as np

from miqyas.cli.arguments import names
from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.judgement.readers import Pair
from miqyas.results.assignment import Assignment, Foresight

NAME = "assign"
HELP = "give files their reviewers: fit, loads, conflicts, and bridges that make ranks comparable"
TRAITS = ("panel", "themes", "region", "languages", "least", "most")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the two tables, their columns and the loads."""
    parser.add_argument("files", metavar="FILES", help="table with one row a file: CSV, Parquet, Excel")
    parser.add_argument("reviewers", metavar="REVIEWERS", help="table with one row a reviewer")
    parser.add_argument(
        "--file", default="file", metavar="COL", help="column of files' names (default: file)"
    )
    parser.add_argument(
        "--reviewer", default="reviewer", metavar="COL", help="column of reviewers' names (default: reviewer)"
    )
    for name in TRAITS:
        several = "; several are parted by “;”" if name in {"themes", "languages"} else ""
        parser.add_argument(
            f"--{name}",
            default=name,
            metavar="COL",
            help=f"column, where there is one (default: {name}){several}",
        )
    parser.add_argument("--each", type=int, default=3, metavar="K", help="reviewers a file (default: 3)")
    parser.add_argument(
        "--bridged",
        type=float,
        default=0.15,
        metavar="P",
        help="share of files read across panels (default: 0.15)",
    )
    parser.add_argument(
        "--anchors", type=names, default=[], metavar="A,B", help="files that every reviewer reads"
    )
    parser.add_argument(
        "--unranked",
        type=names,
        default=[],
        metavar="A,B",
        help="of the anchors, those that are no candidates: not ranked",
    )
    parser.add_argument(
        "--conflicts", metavar="TABLE", help="pairs that must not be, in the same two columns"
    )
    parser.add_argument(
        "--before", metavar="TABLE", help="an earlier assignment, of which as much as can be is kept"
    )
    parser.add_argument("--done", metavar="TABLE", help="reviews already in, which stay")
    parser.add_argument(
        "--top",
        type=int,
        metavar="N",
        help="places: says how wide ranks will be, and how many files are left to the lottery",
    )
    parser.add_argument(
        "--most-chance",
        type=float,
        default=1.0,
        metavar="P",
        help="no reviewer is given a file with a higher probability: readings are drawn (default: 1)",
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="of what is drawn and simulated (default: 0)"
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Assign and print, as JSON or for a person."""
    # The solver is an extra: it loads only when reviewers are assigned.
    from miqyas.judgement.assignment import assign  # noqa: PLC0415 - optional dependency
    from miqyas.judgement.foresight import foresee  # noqa: PLC0415 - same reason
    from miqyas.judgement.readers_file import read_files, read_readers  # noqa: PLC0415 - same reason
    from miqyas.reporting.assignment_page import assignment_page  # noqa: PLC0415 - same reason

    traits = {name: getattr(args, name) for name in TRAITS}
    with relation_of(args.files) as relation:
        files = read_files(relation, id_column=args.file, traits=traits)
    with relation_of(args.reviewers) as relation:
        readers = read_readers(relation, id_column=args.reviewer, traits=traits)
    found = assign(
        files, readers, each=args.each, bridged=args.bridged, conflicts=_pairs(args, args.conflicts),
        before=_pairs(args, args.before), done=_pairs(args, args.done), anchors=args.anchors,
        most_chance=args.most_chance, rng=np.random.default_rng(args.seed),
    )  # fmt: skip
    rng = np.random.default_rng(args.seed)
    seen = foresee(found.pairs, top=args.top, unranked=args.unranked, rng=rng) if args.top else None
    if args.json:
        print(json.dumps(_told(found, seen), ensure_ascii=False))
    else:
        print("\n".join(assignment_page(found, seen, args.language, is_again=bool(args.before))))
    return 0


def _pairs(args: argparse.Namespace, address: str | None) -> list[Pair]:
    from miqyas.judgement.readers_file import read_pairs  # noqa: PLC0415 - loads with the engine, when asked

    if address is None:
        return []
    with relation_of(address) as relation:
        return read_pairs(relation, file=args.file, reviewer=args.reviewer)


def _told(found: Assignment, seen: Foresight | None) -> dict[str, object]:
    return asdict(found) | {"foresight": asdict(seen) if seen else None}
