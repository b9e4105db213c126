"""`miqyas draw FRAME --seed N`: lots drawn in the open, with the list and a record that anyone can check."""

import argparse
import json
from pathlib import Path

import numpy as np

from miqyas.cli.arguments import names
from miqyas.cli.draws import add_frame, now, places, seed_of, tell, write_record
from miqyas.cli.page import aligned
from miqyas.cli.table import relation_of
from miqyas.design.assignment import Drawn, assign
from miqyas.design.frame import Frame
from miqyas.design.lots import listed, read_for, record_of, verify_lots, write_list, write_permitted
from miqyas.design.procedure import Procedure, arms_of
from miqyas.design.record import Record, read_record
from miqyas.errors import OptionOutOfRange, OptionsExclude
from miqyas.reporting.draw_page import LINES, balance_lines, draw_lines
from miqyas.types import Language

NAME = "draw"
HELP = "draw lots: arms, strata, clusters, pairs, balance, waves; writes the list and its sealed record"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the frame, the arms and how chance is bound."""
    add_frame(parser)
    parser.add_argument(
        "--arms", metavar="A=1,B=1", help="arms and their shares (default: treated=1,control=1)"
    )
    parser.add_argument(
        "--strata", type=names, default=(), metavar="A,B", help="columns: draw inside each group"
    )
    parser.add_argument("--cluster", metavar="C", help="column: what is drawn as a whole (village, school)")
    parser.add_argument(
        "--simple", action="store_true", help="each unit for itself: sizes are left to chance"
    )
    parser.add_argument(
        "--pairs",
        type=names,
        default=(),
        metavar="X,Y",
        help="columns of numbers: pair the nearest units first",
    )
    parser.add_argument(
        "--rerandomise", type=names, default=(), metavar="X,Y", help="columns of numbers that arms must share"
    )
    parser.add_argument("--accept", type=float, metavar="P", help="share of draws kept (default: 0.01)")
    parser.add_argument("--max-distance", type=float, metavar="M", help="or the distance not to exceed")
    parser.add_argument(
        "--waves", type=int, metavar="K", help="stepped wedge: draw the wave in which units start"
    )
    parser.add_argument("--balance", type=names, default=(), metavar="X,Y", help="more columns to compare")
    parser.add_argument(
        "--permitted",
        type=int,
        metavar="B",
        help="also write B draws the procedure permits, for `miqyas estimate itt --permitted`",
    )


def run(args: argparse.Namespace) -> int:
    """Draw and write, or verify."""
    if args.verify:
        record, seal = read_record(args.verify)
        with relation_of(args.frame) as relation:
            return tell(verify_lots(record, seal, relation), args)
    seed, procedure = seed_of(args), _procedure(args)
    with relation_of(args.frame) as relation:
        frame = read_for(relation, procedure)
    drawn = assign(frame, procedure, seed=seed)
    record = record_of(drawn, frame, seed_source=args.seed_source, drawn_at=now())
    written = _write(args, drawn, frame, record)
    if args.json:
        print(json.dumps({**record.to_dict(), "files": {name: str(path) for name, path in written.items()}},
                         ensure_ascii=False))  # fmt: skip
    else:
        print("\n".join(_page(record, written, args.language)))
    return 0


def _procedure(args: argparse.Namespace) -> Procedure:
    if args.arms and args.waves:
        raise OptionsExclude(first="arms", second="waves")
    if args.permitted is not None and args.permitted < 2:
        raise OptionOutOfRange(name="permitted", found=args.permitted, expected="2 or more")
    return Procedure(
        arms=arms_of(args.arms or "treated=1,control=1"),
        simple=args.simple,
        id=args.id,
        cluster=args.cluster,
        strata=args.strata,
        pairs=args.pairs,
        rerandomise=args.rerandomise,
        accept=args.accept,
        max_distance=args.max_distance,
        waves=args.waves,
        compare=args.balance,
    )


def _write(args: argparse.Namespace, drawn: Drawn, frame: Frame, record: Record) -> dict[str, Path]:
    list_file, record_file = places(args, "draw", record)
    write_record(record_file, record)
    write_list(list_file, *listed(drawn, frame))
    written = {"list": list_file, "record": record_file}
    if args.permitted:
        written["permitted"] = list_file.with_suffix(".permitted.csv")
        rng = np.random.default_rng(args.seed)
        write_permitted(written["permitted"], drawn, draws=args.permitted, rng=rng)
    return written


def _page(record: Record, written: dict[str, Path], language: Language) -> list[str]:
    said, lines = draw_lines(record, language)
    keys = {"list": "list", "record": "file", "permitted": "permitted"}
    lines += [(LINES[keys[name]][language], str(path)) for name, path in written.items()]
    compared = balance_lines(record, language)
    table = ["", LINES["balance"][language], *aligned(compared)] if compared else []
    return [said, "", *aligned(lines), *table, "", f"· {LINES['once'][language]}"]
