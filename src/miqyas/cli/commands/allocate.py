"""`miqyas allocate FILES`: the best portfolio a budget and its rules allow, and why each file is in or out."""

import argparse
import json
import re
from dataclasses import asdict, replace
from pathlib import Path

from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.errors import ConstraintUnreadable, LevelUnreadable
from miqyas.results.allocation import Allocation

NAME = "allocate"
HELP = "choose the files worth most within a budget, floors, caps and exclusions, with prices and reasons"

NUMBER = re.compile(r"\d+(\.\d+)?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the columns and the rules."""
    parser.add_argument("files", metavar="FILES", help="table with one row a file: CSV, Parquet, Excel")
    parser.add_argument("--id", required=True, metavar="COL", help="column that names the file")
    parser.add_argument("--cost", required=True, metavar="COL", help="column of what it asks")
    parser.add_argument("--value", required=True, metavar="COL", help="column of what it is worth")
    parser.add_argument("--budget", required=True, type=float, metavar="B", help="in the unit of the costs")
    for name, told in (("floor", "at least"), ("cap", "at most")):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="COL:VALUE=AMOUNT",
            help=f"{told} this cost for the files of a value; may be repeated",
        )  # fmt: skip
    parser.add_argument("--exclusive", metavar="COL", help="groups of which one file at most is funded")
    parser.add_argument("--force", action="append", default=[], metavar="ID", help="in, whatever it is worth")
    parser.add_argument(
        "--forbid", action="append", default=[], metavar="ID", help="out, whatever it is worth"
    )
    for name, told in (("floor-count", "at least"), ("cap-count", "at most")):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="COL:VALUE=N",
            help=f"{told} so many files of a value; may be repeated",
        )  # fmt: skip
    parser.add_argument(
        "--level", action="append", default=[], metavar="SHARE=VALUE",
        help="share of the ask that may be paid, and share of the value it brings; one for each level, the whole included",
    )  # fmt: skip
    parser.add_argument("--applicant", metavar="COL", help="who asks; with --most-per-applicant")
    parser.add_argument(
        "--most-per-applicant", type=int, default=0, metavar="N", help="files one applicant may win"
    )
    parser.add_argument(
        "--needs",
        metavar="COL",
        help="files that the file needs, separated by semicolons: in only if they are",
    )
    parser.add_argument("--out", type=Path, metavar="DECISION", help="write the decision, to be replayed")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Allocate and print, as JSON or for a person."""
    # The solver is an extra: it loads only when a budget is allocated.
    from miqyas.allocation.decision import seal  # noqa: PLC0415 - optional dependency
    from miqyas.allocation.portfolio import allocated  # noqa: PLC0415 - same reason
    from miqyas.allocation.problem import WHOLE, Level, Limit  # noqa: PLC0415 - same reason
    from miqyas.allocation.reading import read_problem  # noqa: PLC0415 - same reason
    from miqyas.reporting.allocation_page import allocation_page  # noqa: PLC0415 - same reason

    limits = [
        Limit(*_read(written), is_floor=is_floor, counts_files=counts)
        for lines, is_floor, counts in (
            (args.floor, True, False), (args.cap, False, False),
            (args.floor_count, True, True), (args.cap_count, False, True),
        )
        for written in lines
    ]  # fmt: skip
    with relation_of(args.files) as relation:
        problem, n_dropped = read_problem(
            relation, id_column=args.id, cost=args.cost, value=args.value, budget=args.budget, limits=limits,
            exclusive=args.exclusive, force=args.force, forbid=args.forbid,
            levels=[Level(*_level(written)) for written in args.level] or WHOLE, applicant=args.applicant,
            most_per_applicant=args.most_per_applicant, needs=args.needs,
        )  # fmt: skip
    found = allocated(problem, n_dropped=n_dropped)
    if args.out:
        args.out.write_text(
            json.dumps(seal(problem, found), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    if args.json:
        print(json.dumps(told(found), ensure_ascii=False))
    else:
        print("\n".join(allocation_page(found, problem.budget, args.language)))
    return 0


def _read(written: str) -> tuple[str, str, float]:
    column, _colon, rest = written.partition(":")
    value, _equals, amount = rest.rpartition("=")
    if not (column and value and NUMBER.fullmatch(amount)):
        raise ConstraintUnreadable(found=written)
    return column, value, float(amount)


def _level(written: str) -> tuple[float, float]:
    share, _equals, value = written.partition("=")
    if not (NUMBER.fullmatch(share) and NUMBER.fullmatch(value)):
        raise LevelUnreadable(found=written)
    return float(share), float(value)


def told(found: Allocation) -> dict[str, object]:
    """An allocation as JSON, which has no infinity: a distance from a line at zero is left empty."""
    rows = [
        {name: None if cell == float("inf") else cell for name, cell in asdict(one).items()}
        for one in found.explanations
    ]
    return {**asdict(replace(found, explanations=())), "explanations": rows}
