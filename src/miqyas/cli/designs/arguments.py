"""Arguments that several designs share."""

import argparse
import csv

from miqyas.cli.language import add_language


def add_table(design: argparse.ArgumentParser) -> None:
    """Declare the file and its outcome."""
    design.add_argument(
        "file", metavar="FILE", help="CSV, Parquet, Excel or Stata file; a folder or glob of the first two"
    )
    design.add_argument("--outcome", required=True, metavar="Y", help="column of numbers: what may change")


def add_adjustment(design: argparse.ArgumentParser) -> None:
    """Declare what is held fixed and how rows weigh."""
    design.add_argument(
        "--covariates",
        type=names,
        default=(),
        metavar="A,B",
        help="columns that treatment cannot have changed, held fixed; quote a name that holds a comma",
    )
    design.add_argument("--weights", metavar="W", help="column of sampling weights, above zero")


def add_answer(design: argparse.ArgumentParser, *, json: str = "print one flat row as JSON") -> None:
    """Declare the variance and the form of the answer."""
    design.add_argument("--cluster", metavar="C", help="column: groups treated as a whole (village, school)")
    design.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    design.add_argument("--unit", default="", metavar="UNIT", help="unit of the outcome, such as MAD")
    design.add_argument("--json", action="store_true", help=json)
    add_language(design)


def names(text: str) -> tuple[str, ...]:
    """Read a list of columns, commas between, quotes around a name that holds one."""
    return tuple(name.strip() for name in next(csv.reader([text], skipinitialspace=True), []) if name.strip())
