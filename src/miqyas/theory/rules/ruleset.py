"""The rules as published: words and points from `rules.toml`, what they look for from the modules here."""

import tomllib
from importlib.resources import files
from typing import Any

from miqyas.theory.rules.claims import CLAIMS
from miqyas.theory.rules.people import PEOPLE
from miqyas.theory.rules.rule import Rule
from miqyas.theory.rules.structure import STRUCTURE
from miqyas.theory.rules.wording import WORDING


def _published() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))


_LOOKS = STRUCTURE | CLAIMS | PEOPLE | WORDING
_PUBLISHED = _published()

RULES_VERSION: str = _PUBLISHED["version"]
RULES: tuple[Rule, ...] = tuple(Rule(**words, look=_LOOKS[words["key"]]) for words in _PUBLISHED["rule"])
