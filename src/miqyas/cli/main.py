"""The command `miqyas`."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pkgutil import iter_modules

import miqyas
from miqyas.cli import commands
from miqyas.cli.language import add_language, language_of
from miqyas.cli.lazy import LazyParser
from miqyas.cli.third_party import called, load, third_party_commands
from miqyas.errors import MiqyasError
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import LANGUAGES, Language

# What a shell reports of a command stopped by a closed pipe: 128 and the number of the signal.
CUT_SHORT = 128 + 13
DESCRIPTION = """\
miqyas · مقياس: measure an impact, and say how sure you are.

From a table and a question to an estimate with its interval, its checks
and a sentence no stronger than the evidence."""
EXAMPLES = """\
examples:
  miqyas estimate itt trial.csv --outcome income --treatment assigned
  miqyas estimate itt trial.parquet --outcome income --treatment assigned \\
         --strata pair --cluster village --covariates age,size --measure MAD
  miqyas --lang fr estimate itt trial.csv --outcome revenu --treatment tirage --json

`miqyas COMMAND --help` explains a command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 done, 1 refused with a sentence, 2 misused, 141 cut short.

    Every module of `miqyas.cli.commands` is a command, its NAME that of the file: HELP,
    ``add_arguments(parser)``, ``run(args)``. What ``run`` is given holds ``language``.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    own = tuple(sorted(found.name for found in iter_modules(commands.__path__)))
    others = {name: entry for name, entry in third_party_commands().items() if name not in own}
    call = called(arguments, tuple(others))
    language = _language(arguments)
    try:
        if call is not None:
            return load(others[call[0]])(call[1])
        parser = _parser(own, others)
        args = parser.parse_args(arguments)
        if not hasattr(args, "run"):
            parser.print_help()
            return 0
        args.language = language
        return _run(args)
    except MiqyasError as refusal:
        print(refusal_sentence(refusal, language), file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read us has had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_SHORT


def _run(args: argparse.Namespace) -> int:
    """Run what was called and hand over all that it printed."""
    status = int(args.run(args))
    sys.stdout.flush()
    return status


def _language(arguments: Sequence[str]) -> Language:
    """Find ``--lang`` wherever it stands, so that even a refusal to load a command speaks it."""
    finder = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    finder.add_argument("--lang", nargs="?")
    wanted = finder.parse_known_args(list(arguments))[0].lang
    return wanted if wanted in LANGUAGES else language_of(os.environ)


def _parser(own: Iterable[str], others: Iterable[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="miqyas",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"miqyas {miqyas.__version__}")
    add_language(parser)
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=LazyParser)
    for name in own:
        command = import_module(f"{commands.__name__}.{name}")
        subparser = subparsers.add_parser(
            command.NAME,
            help=command.HELP,
            description=command.HELP,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        subparser.declare = command.add_arguments
        subparser.set_defaults(run=command.run)
    for name in others:
        subparsers.add_parser(name, help=f"added by an installed package; see `miqyas {name} --help`")
    return parser


if __name__ == "__main__":
    sys.exit(main())
