"""What a ladder answers with: a level, or “not established”, always with its reasons."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from miqyas.evidence.words.inputs import INPUTS
from miqyas.types import LANGUAGES

Direction: TypeAlias = Literal["up", "down", "holds"]

LADDERS: MappingProxyType[str, dict[str, str]] = MappingProxyType({
    "nesta": {"fr": "Niveaux de Nesta", "ar": "مستويات نيستا", "en": "Nesta Standards of Evidence"},
    "maryland": {"fr": "Échelle du Maryland", "ar": "سلّم ماريلاند", "en": "Maryland scale (SMS)"},
    "grade": {"fr": "GRADE", "ar": "GRADE", "en": "GRADE"},
})  # fmt: skip
NOT_ESTABLISHED = {"fr": "Non établi", "ar": "غير مُثبَت", "en": "Not established"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a level is what it is.

    Attributes
    ----------
    key : str
        Stable name of the rule.
    direction : {'up', 'down', 'holds'}
        Whether the fact raises the level, lowers it, or leaves it where it is.
    text : dict of str
        One sentence by language (fr, ar, en).
    """

    key: str
    direction: Direction
    text: dict[str, str]


@dataclass(frozen=True, slots=True)
class Level:
    """A place on a ladder, with its reasons.

    Attributes
    ----------
    ladder : {'nesta', 'maryland', 'grade'}
        Which ladder.
    level : int or None
        None when it is not established: an input is missing (``missing``) or the ladder does not apply
        (``reasons``). Nesta may answer 0: looked at, and below its first level.
    maximum : int
        Top of the ladder.
    label : dict of str
        Name of the level by language (fr, ar, en).
    reasons : tuple of Reason
        In the order in which they were examined.
    missing : tuple of str
        Facts to be given, for this level (when None) or for the next one (Nesta). See `to_attach`.
    """

    ladder: str
    level: int | None
    maximum: int
    label: dict[str, str]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()

    @property
    def is_established(self) -> bool:
        """Whether the facts suffice to place the study on the ladder."""
        return self.level is not None

    def to_attach(self, language: str) -> tuple[str, ...]:
        """Return, for each missing fact, what a person can attach."""
        return tuple(INPUTS[name].attach[language] for name in self.missing)

    def to_dict(self) -> dict[str, Any]:
        """Return the level as JSON knows it."""
        return {**asdict(self), "attach": {lang: list(self.to_attach(lang)) for lang in LANGUAGES}}


def reason(
    key: str, direction: Direction, words: Mapping[str, Mapping[str, str]], **figures: float | str
) -> Reason:
    """Fill the sentence of a rule with its figures; a rate is shown as a percentage, a count as it is."""
    text: dict[str, str] = {
        language: words[key][language].format(
            **{name: _figure(value, language) for name, value in figures.items()}
        )
        for language in LANGUAGES
    }
    return Reason(key=key, direction=direction, text=text)


def _figure(value: float | str, language: str) -> str:
    if isinstance(value, (str, int)):
        return str(value)
    shown = f"{100 * value:.1f}".removesuffix(".0")
    if language == "en":
        return f"{shown}%"
    shown = shown.replace(".", ",")
    return f"{shown}\u202f%" if language == "fr" else f"{shown}%"
