"""`miqyas sample FRAME --n N --seed N`: a sample with known chances, its weights and a record anyone can check."""

import argparse
import json

from miqyas.cli.arguments import names
from miqyas.cli.draws import add_frame, now, places, seed_of, tell, write_record
from miqyas.cli.page import aligned
from miqyas.cli.table import relation_of
from miqyas.design.allocation import Allocation
from miqyas.design.frame import read_frame
from miqyas.design.lots import write_list
from miqyas.design.record import read_record
from miqyas.design.samples import listed_sample, record_of_sample, verify_sample
from miqyas.design.sampling import sample
from miqyas.design.selection import Selection
from miqyas.errors import OptionOutOfRange
from miqyas.reporting.draw_page import LINES, sample_lines

NAME = "sample"
HELP = "draw a sample: strata, sizes, clusters; writes the list with its weights, and its sealed record"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the frame, how many, and with which chances."""
    add_frame(parser)
    parser.add_argument("--n", type=int, metavar="N", help="units to draw")
    parser.add_argument(
        "--strata", type=names, default=(), metavar="A,B", help="columns: draw inside each group"
    )
    parser.add_argument(
        "--allocation", choices=[*map(str, Allocation)][:3], help="how strata share n (default: proportional)"
    )
    parser.add_argument("--sd-column", metavar="X", help="neyman: column of numbers whose spread counts")
    parser.add_argument("--given", metavar="A=9,B=3", help="units of each stratum, instead of --n")
    parser.add_argument("--size", metavar="X", help="column: chances in proportion to it")
    parser.add_argument(
        "--unequal", choices=("systematic", "sampford"), default="systematic", help="how, with --size"
    )
    parser.add_argument("--systematic", action="store_true", help="every so many units along the list")
    parser.add_argument(
        "--order-by", type=names, default=(), metavar="A,B", help="columns that order that list"
    )
    parser.add_argument("--cluster", metavar="C", help="column: draw clusters first, by their size")
    parser.add_argument("--take", type=int, metavar="M", help="then so many units in each")
    parser.add_argument(
        "--icc", type=float, metavar="R", help="resemblance inside clusters, for the design effect"
    )


def run(args: argparse.Namespace) -> int:
    """Draw and write, or verify."""
    if args.verify:
        record, seal = read_record(args.verify)
        with relation_of(args.frame) as relation:
            return tell(verify_sample(record, seal, relation), args)
    seed, selection = seed_of(args), _selection(args)
    with relation_of(args.frame) as relation:
        frame = read_frame(relation, id=args.id)
    drawn = sample(frame, selection, seed=seed)
    record = record_of_sample(drawn, frame, seed_source=args.seed_source, drawn_at=now())
    list_file, record_file = places(args, "sample", record)
    write_record(record_file, record)
    write_list(list_file, *listed_sample(drawn, frame))
    if args.json:
        files = {"list": str(list_file), "record": str(record_file)}
        print(json.dumps({**record.to_dict(), "files": files}, ensure_ascii=False))
        return 0
    said, lines = sample_lines(record, args.language)
    lines += [
        (LINES["list"][args.language], str(list_file)),
        (LINES["file"][args.language], str(record_file)),
    ]
    print("\n".join([said, "", *aligned(lines), "", f"· {LINES['published'][args.language]}"]))
    return 0


def _selection(args: argparse.Namespace) -> Selection:
    if (args.n is None) == (args.given is None):
        raise OptionOutOfRange(name="n", found=args.n, expected="a number of units, or --given")
    allocation = args.allocation or ("neyman" if args.sd_column else "proportional")
    return Selection(
        n=args.n or 1,
        id=args.id,
        strata=args.strata,
        allocation=Allocation(allocation),
        sd_column=args.sd_column,
        given=_given(args.given) if args.given else None,
        size=args.size,
        unequal=args.unequal,
        systematic=args.systematic,
        order_by=args.order_by,
        cluster=args.cluster,
        take=args.take,
        icc=args.icc,
    )


def _given(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in text.split(","):
        name, _, count = (piece.strip() for piece in part.partition("="))
        if not count.isdecimal():
            raise OptionOutOfRange(name="given", found=text, expected="strata and numbers, such as A=9,B=3")
        found[name] = int(count)
    return found
