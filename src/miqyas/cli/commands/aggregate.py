"""`miqyas aggregate PLAN FILE`: the sums a sealed plan asks for, made where the data stand."""

import argparse
from pathlib import Path

from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.data.aggregation.disclosure import DisclosureRule, SmallCells
from miqyas.data.intake import fingerprint
from miqyas.design.aggregation import aggregate, read_plan
from miqyas.errors import FileExists
from miqyas.reporting.statement import statement

NAME = "aggregate"
HELP = "sum a table by cluster as a sealed plan asks, so that sums leave and the data stay"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the plan, the table, and what may leave."""
    parser.add_argument("plan", metavar="PLAN", type=Path, help="plan.json that the study gives for download")
    parser.add_argument(
        "file", metavar="FILE", help="CSV, Parquet, Excel or Stata file; a folder or glob of the first two"
    )
    parser.add_argument(
        "--holder", required=True, metavar="NAME", help="who holds the data, as it will be shown"
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="SUMS.json",
        help="where to write what leaves; the statement beside",
    )
    parser.add_argument(
        "--sealed", metavar="HASH", help="hash under which the plan was sealed: another is refused"
    )
    default = DisclosureRule()
    parser.add_argument(
        "--smallest",
        type=int,
        default=default.smallest,
        metavar="N",
        help="fewest rows of a cell (default: %(default)s)",
    )
    parser.add_argument(
        "--smallest-apart",
        type=int,
        default=default.smallest_apart,
        metavar="N",
        help="fewest rows that differ from the others in a cell (default: %(default)s)",
    )
    parser.add_argument(
        "--small",
        choices=[*map(str, SmallCells)],
        default=str(default.small),
        help="leave small cells out, or add them to others of the same stratum and arm (default: %(default)s)",
    )
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Sum, write what leaves and the statement of it, and print the statement."""
    beside = args.out.with_suffix(".txt")
    for path in (args.out, beside):
        if path.exists():
            raise FileExists(file=path.name)
    plan = read_plan(args.plan, sealed=args.sealed)
    rule = DisclosureRule(args.smallest, args.smallest_apart, SmallCells(args.small))
    table = Path(args.file)
    sha256 = fingerprint(table) if table.is_file() else ""
    with relation_of(args.file) as relation:
        found = aggregate(relation, plan, holder=args.holder, rule=rule, dataset_sha256=sha256)
    said = statement(found, args.language)
    args.out.write_text(found.to_json(), encoding="utf-8")
    beside.write_text(said, encoding="utf-8")
    print(said)
    return 0
