"""Which designs a situation allows: from a few plain answers, by published rules that only ever add.

A design is possible when each answer allows at least what it needs. Options of a question go from what allows least to
what allows most, so an added possibility never removes a design (`advice.toml`, where every rule stands).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from miqyas.errors import InvalidField, UnknownField
from miqyas.types import LANGUAGES

Texts = Mapping[str, str]
RULES = "advice.toml"
# Registers that exist already make a study one class cheaper.
CHEAPER = "administrative"


@dataclass(frozen=True, slots=True)
class Question:
    """One plain question.

    Attributes
    ----------
    key : str
        Stable name.
    options : tuple of str
        Stable names of the answers, from what allows least to what allows most.
    text, short : mapping of str
        The question, and its name in a list of reasons, by language.
    labels : mapping of str
        Words of each option, by option then language.
    """

    key: str
    options: tuple[str, ...]
    text: Texts
    short: Texts
    labels: Mapping[str, Texts]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one design needs and gives.

    Attributes
    ----------
    key, design, ceiling : str
        Stable name; the design of `miqyas.design.designs` that analyses it; the design whose comparison decides how
        much it can show.
    cost : int
        1 little, 2 one survey, 3 several; one less where registers hold the outcome.
    next : {'draw', 'plan', 'theory', 'library'}
        Where to go on.
    needs : mapping of str
        Least option of each question.
    texts: list[dict[str, str]] = [
        {str(language): said[language][place] for language in LANGUAGES} for place in range(3)
    ]
    return Rule(
        key=said["key"],
        design=said["design"],
        ceiling=said.get("ceiling", said["design"]),
        cost=said["cost"],
        next=said["next"],
        needs=MappingProxyType(said["needs"]),
        says=texts[0],
        assumes=texts[1],
        collect=texts[2],
    )
