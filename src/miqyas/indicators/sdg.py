"""The codes of the Sustainable Development Goals: which exist, and what belongs to what."""

import tomllib
from importlib.resources import files

from miqyas.theory.sdg import SDG_TITLES, goal_of

__all__ = ["GOALS", "INDICATORS", "TARGETS", "goal_of", "is_sdg_code", "target_of"]

GOALS: tuple[str, ...] = tuple(code for code in SDG_TITLES if "." not in code)
TARGETS: tuple[str, ...] = tuple(code for code in SDG_TITLES if "." in code)
INDICATORS: tuple[str, ...] = tuple(
    tomllib.loads(files(__package__).joinpath("sdg.toml").read_text(encoding="utf-8"))["indicators"]
)
_KNOWN = frozenset((*GOALS, *TARGETS, *INDICATORS))


def is_sdg_code(code: str) -> bool:
    """Say whether a code names a goal, a target or an official indicator.

    Examples
    --------
    >>> is_sdg_code("4"), is_sdg_code("4.a"), is_sdg_code("4.1.2"), is_sdg_code("4.9")
    (True, True, True, False)
    """
    return code in _KNOWN


def target_of(code: str) -> str:
    """Return the target a code names or belongs to; empty for a goal.

    Examples
    --------
    >>> target_of("4.1.2"), target_of("4.a"), target_of("4")
    ('4.1', '4.a', '')
    """
    return ".".join(code.split(".")[:2]) if "." in code else ""
