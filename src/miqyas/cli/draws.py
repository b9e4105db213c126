"""What drawing lots and drawing a sample share on the command line."""

import argparse
import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from miqyas.cli.language import add_language
from miqyas.design.record import Record, Verdict, read_record
from miqyas.errors import FolderNotWritable, OptionOutOfRange, RecordUnreadable
from miqyas.reporting.draw_page import verdict_lines


def add_frame(parser: argparse.ArgumentParser) -> None:
    """Declare the list, its names, where chance starts, and where the answer goes."""
    parser.add_argument("frame", metavar="FRAME", help="CSV, Parquet, Excel or Stata file: one row a unit")
    parser.add_argument("--id", metavar="COL", help="column that names each unit (default: its whole row)")
    parser.add_argument(
        "--seed", type=int, metavar="N", help="whole number that chance starts from; publish it first"
    )
    parser.add_argument("--seed-source", default="", metavar="TEXT", help="where that number comes from")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder of the list and its record (default: beside FRAME)"
    )
    parser.add_argument(
        "--verify", type=Path, metavar="RECORD", help="draw again as RECORD says, and compare; writes nothing"
    )
    parser.add_argument("--json", action="store_true", help="print the record, or the verdict, as JSON")
    add_language(parser)


def seed_of(args: argparse.Namespace) -> int:
    """Return where chance starts.

    Raises
    ------
    OptionOutOfRange
        No seed, or one below 0.
    """
    if args.seed is None or args.seed < 0:
        raise OptionOutOfRange(name="seed", found=args.seed, expected="a whole number, 0 or more")
    return int(args.seed)


def now() -> str:
    """Return this instant, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def places(args: argparse.Namespace, kind: str, record: Record) -> tuple[Path, Path]:
    """Return where the list and its record go: an earlier draw is never written over.

    Raises
    ------
    FolderNotWritable
        The folder cannot be made.
    """
    frame = Path(args.frame)
    folder = args.out or frame.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise FolderNotWritable(folder=folder, reason=reason.strerror or reason) from reason
    for turn in count(1):
        stem = folder / f"{frame.stem}.{kind}{f'-{turn}' if turn > 1 else ''}"
        kept = stem.with_name(f"{stem.name}.json")
        if not kept.exists() or _is_same(kept, record):
            break
    return stem.with_name(f"{stem.name}.csv"), kept


def _is_same(path: Path, record: Record) -> bool:
    try:
        kept, _ = read_record(path)
    except RecordUnreadable:
        return False
    return (kept.result_sha256, kept.procedure) == (record.result_sha256, record.to_dict()["procedure"])


def write_record(path: Path, record: Record) -> None:
    """Write a record, readable by people too.

    Raises
    ------
    FolderNotWritable
        The file cannot be written.
    """
    try:
        path.write_text(json.dumps(record.to_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as reason:
        raise FolderNotWritable(folder=path.parent, reason=reason.strerror or reason) from reason


def tell(verdict: Verdict, args: argparse.Namespace) -> int:
    """Print a verdict and return the status: 0 when the same."""
    if args.json:
        print(json.dumps(verdict.to_dict()))
    else:
        print("\n".join(verdict_lines(verdict, args.language)))
    return 0 if verdict.same else 1
