"""Commands that other packages add to the one word people know.

A package declares, in the entry point group `miqyas.commands`, a name and a callable that takes the arguments
after the name and returns an exit status. It is loaded only when called.
"""

from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from miqyas.errors import CommandUnavailable

GROUP = "miqyas.commands"
Command = Callable[[list[str]], int]


def third_party_commands() -> dict[str, EntryPoint]:
    """List the commands of other packages by name, without loading them."""
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def called(arguments: Sequence[str], names: Sequence[str]) -> tuple[str, list[str]] | None:
    """Tell whether a third-party command is called, and with which arguments.

    Examples
    --------
    >>> called(["--lang", "fr", "web", "--port", "80"], ["web"])
    ('web', ['--port', '80'])
    """
    position = 0
    while position < len(arguments) and arguments[position].startswith("-"):
        position += 2 if arguments[position] == "--lang" else 1
    if position < len(arguments) and arguments[position] in names:
        return arguments[position], list(arguments[position + 1 :])
    return None


def load(entry: EntryPoint) -> Command:
    """Load the callable of a command.

    Raises
    ------
    CommandUnavailable
        A module it needs is not installed.
    """
    try:
        return cast("Command", entry.load())
    except ModuleNotFoundError as error:
        raise CommandUnavailable(command=entry.name, module=error.name) from error
