# ruff: noqa: SLF001 -- argparse tells its arguments in no other way
"""Write `docs/reference/command-line.md` from the commands themselves."""

import argparse
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from miqyas.cli import commands
from miqyas.cli.lazy import LazyParser

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "command-line.md"
HEAD = """# The command `miqyas`

Written by `tools/command_page.py` from the commands themselves; a test says that it is current.

Every command answers in French, Arabic or English (`--lang fr|ar|en`; by default the language of your system, else
English). Exit status: 0 done, 1 refused with a sentence on the error output (and, for `theory check` and `verify`,
1 when something is weak or differs), 2 misused. `miqyas web …` runs the commands of the platform where it is
installed.
"""


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command and sub-command with its parser, in the order of the alphabet."""
    for found in sorted(found.name for found in iter_modules(commands.__path__)):
        command = import_module(f"{commands.__name__}.{found}")
        parser = argparse.ArgumentParser(prog=f"miqyas {command.NAME}", description=command.HELP)
        command.add_arguments(parser)
        yield from below(parser)


def below(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    if isinstance(parser, LazyParser):
        parser.declared()
    choices = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    own = [a for a in parser._actions if not isinstance(a, argparse._SubParsersAction | argparse._HelpAction)]
    if own or not choices:
        yield parser.prog, parser
    for action in choices:
        for name in sorted(action.choices):
            child = action.choices[name]
            child.description = child.description or parser.description
            yield from below(child)


def line(action: argparse.Action) -> str:
    shown = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    if action.option_strings and action.nargs != 0:
        values = (
            "|".join(map(str, action.choices)) if action.choices else action.metavar or action.dest.upper()
        )
        shown = f"{shown} {values}"
    meaning = (action.help or "").replace("|", "/")
    needed = " (required)" if action.required and action.option_strings else ""
    shown = shown.replace("|", "/")
    return f"| `{shown}` | {meaning}{needed} |"


def section(name: str, parser: argparse.ArgumentParser) -> str:
    others = argparse._HelpAction | argparse._SubParsersAction
    actions = [action for action in parser._actions if not isinstance(action, others)]
    rows = "\n".join(line(action) for action in actions)
    text = parser.description or ""
    return f"## `{name}`\n\n{text[:1].upper()}{text[1:]}.\n\n| argument | meaning |\n|---|---|\n{rows}\n"


def page() -> str:
    return "\n".join([HEAD, *(section(name, parser) for name, parser in parsers())])


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE} written")
