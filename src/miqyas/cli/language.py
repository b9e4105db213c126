"""Which language the command speaks."""

import argparse
from collections.abc import Mapping

from miqyas.types import LANGUAGES, Language

# In the order in which POSIX lets one variable overrule the next.
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str]) -> Language:
    """Read the language of the environment; English when it is none of ours.

    Examples
    --------
    >>> language_of({"LANG": "fr_MA.UTF-8"}), language_of({"LANG": "C.UTF-8"})
    ('fr', 'en')
    """
    wanted = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    for language in LANGUAGES:
        if wanted.lower().startswith(language):
            return language
    return "en"


def add_language(parser: argparse.ArgumentParser) -> None:
    """Let ``--lang`` be written after a command too; one given earlier is kept."""
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help="language of the answer (default: that of your system, else English)",
    )
