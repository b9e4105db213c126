"""`miqyas forms check FILE` and `miqyas forms convert FILE`: a questionnaire written as an XLSForm."""

import argparse
from pathlib import Path

from miqyas.cli.language import add_language
from miqyas.errors import FormPackageMissing

NAME = "forms"
HELP = "check a questionnaire written as an XLSForm, or convert it"
CHECK_HELP = (
    "tell all that is wrong in a questionnaire, where, and how to mend it; exit status 1 when something is"
)
CONVERT_HELP = "write a questionnaire as what phones run (XForm), as a workbook, or as JSON"
FILE_HELP = "XLSForm: .xlsx, .xls, .csv, .md; or an XForm"
TARGETS = ("xform", "xlsx", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the two things one may do with a questionnaire."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    check = verbs.add_parser("check", help=CHECK_HELP, description=CHECK_HELP)
    check.add_argument("--json", action="store_true", help="print the findings as JSON, in all languages")
    check.add_argument(
        "--media",
        nargs="+",
        type=Path,
        default=(),
        metavar="FILE",
        help="files that come with it: lists, pictures, sounds",
    )
    check.add_argument(
        "--deep", action="store_true", help="also try it in the engine of phones (ODK Validate, needs Java)"
    )
    check.set_defaults(verb="check")
    convert = verbs.add_parser("convert", help=CONVERT_HELP, description=CONVERT_HELP)
    convert.add_argument("--to", choices=TARGETS, required=True, help="what to write")
    convert.add_argument("--out", metavar="FILE", type=Path, required=True, help="where to write it")
    convert.set_defaults(verb="convert")
    for verb in (check, convert):
        verb.add_argument("file", metavar="FILE", type=Path, help=FILE_HELP)
        add_language(verb)


def run(args: argparse.Namespace) -> int:
    """Check or convert."""
    try:
        from miqyas.cli import questionnaire_check  # noqa: PLC0415  pyxform and lxml are optional, and slow to import
    except ImportError as reason:
        raise FormPackageMissing(package=reason.name) from reason
    if args.verb == "check":
        return questionnaire_check.check(args)
    return questionnaire_check.convert(args)
