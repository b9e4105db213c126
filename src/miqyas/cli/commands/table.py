"""`miqyas table A.json B.json`: estimates side by side, as text, Markdown, HTML, LaTeX or Word."""

import argparse
import json
from pathlib import Path

from miqyas.cli.arguments import names
from miqyas.cli.language import add_language
from miqyas.errors import FileExists, NotAnEstimate
from miqyas.reporting.tables import regression_table, to_docx, to_html, to_latex, to_markdown, to_text
from miqyas.results.estimate import Estimate

NAME = "table"
HELP = "lay estimates side by side: what `miqyas estimate … --json` printed, one column a file"
WRITERS = {"text": to_text, "markdown": to_markdown, "html": to_html, "latex": to_latex}
LARGEST = 2**20  # bytes; a row of one estimate takes a thousandth of it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the estimates, their names and the form."""
    parser.add_argument("files", nargs="+", type=Path, metavar="ESTIMATE.json", help="one estimate each")
    parser.add_argument(
        "--names", type=names, metavar="A,B", help="heads of the columns (default: names of the files)"
    )
    parser.add_argument(
        "--label", default="", metavar="TEXT", help="what the effect is of (default: the estimand)"
    )
    parser.add_argument("--title", default="", metavar="TEXT", help="title of the table")
    parser.add_argument(
        "--form", choices=(*WRITERS, "word"), default="text", help="how to write it (default: %(default)s)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write it; needed for Word")
    parser.set_defaults(fail=parser.error)
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Lay and write."""
    heads = args.names or tuple(path.stem for path in args.files)
    if len(heads) != len(args.files) or len(set(heads)) != len(heads):
        args.fail("--names needs one name a file, each different")
    if args.out is not None and args.out.exists():
        raise FileExists(file=args.out.name)
    columns = {head: _estimate(path) for head, path in zip(heads, args.files, strict=True)}
    table = regression_table(columns, language=args.language, effect_label=args.label, title=args.title)
    if args.form == "word":
        if args.out is None:
            args.fail("--form word needs --out FILE.docx")
        args.out.write_bytes(to_docx(table))
        return 0
    written = WRITERS[args.form](table)
    if args.out is None:
        print(written)
    else:
        args.out.write_text(written, encoding="utf-8")
    return 0


def _estimate(path: Path) -> Estimate:
    try:
        if path.stat().st_size > LARGEST:
            raise NotAnEstimate(file=path.name, reason=f"{path.stat().st_size} bytes")
        return Estimate.from_tidy(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAnEstimate(file=path.name, reason=str(error) or type(error).__name__) from error
