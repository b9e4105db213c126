"""The codes of the Sustainable Development Goals: which exist, and what belongs to what."""

import tomllib
from importlib.resources import files

_CODES = tomllib.loads(files(__package__).joinpath("sdg.toml").read_text(encoding="utf-8"))

GOALS: tuple[str, ...] = tuple(_CODES["goals"])
TARGETS: tuple[str, ...] = tuple(_CODES["targets"])
INDICATORS: tuple[str, ...] = tuple(_CODES["indicators"])
_KNOWN = frozenset((*GOALS, *TARGETS, *INDICATORS))


def is_sdg_code(code: str) -> bool:
    """Say whether a code names a goal, a target or an official indicator.

    Examples
    --------
    >>> is_sdg_code("4"), is_sdg_code("4.a"), is_sdg_code("4.1.2"), is_sdg_code("4.9")
    (True, True, True, False)
    """
    return code in _KNOWN


def goal_of(code: str) -> str:
    """Return the goal a code belongs to.

    Examples
    --------
    >>> goal_of("16.10.1"), goal_of("5")
    ('16', '5')
    """
    return code.partition(".")[0]


def target_of(code: str) -> str:
    """Return the target a code names or belongs to; empty for a goal.

    Examples
    --------
    >>> target_of("4.1.2"), target_of("4.a"), target_of("4")
    ('4.1', '4.a', '')
    """
    return ".".join(code.split(".")[:2]) if "." in code else ""
