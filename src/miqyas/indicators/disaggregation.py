"""Telling people and places apart: the groups of each dimension, age bands, the Washington Group short set.

A group has a key that does not change with the language: ``female``, ``15-24``, ``65+``, ``rural``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import isfinite

from miqyas.errors import AgeBandsInvalid, AgeInvalid, DifficultyInvalid, DifficultyUnknown
from miqyas.types import Language

Names = dict[Language, str]


class Dimension(StrEnum):
    """What the people or places behind a figure may be told apart by."""

    SEX = "sex"
    AGE = "age"
    RESIDENCE = "residence"
    DISABILITY = "disability"
    TERRITORY = "territory"
    OWN = "own"

    @property
    def names(self) -> Names:
        """Return the name by language."""
        return _DIMENSION_NAMES[self]


_DIMENSION_NAMES: dict[Dimension, Names] = {
    Dimension.SEX: {"fr": "sexe", "ar": "الجنس", "en": "sex"},
    Dimension.AGE: {"fr": "âge", "ar": "السن", "en": "age"},
    Dimension.RESIDENCE: {"fr": "urbain ou rural", "ar": "حضري أو قروي", "en": "urban or rural"},
    Dimension.DISABILITY: {"fr": "handicap", "ar": "الإعاقة", "en": "disability"},
    Dimension.TERRITORY: {"fr": "territoire", "ar": "المجال الترابي", "en": "territory"},
    Dimension.OWN: {"fr": "catégories propres", "ar": "فئات خاصة", "en": "own categories"},
}


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a dimension: a key for ever, a name by language."""

    key: str
    names: Names


_FIXED: dict[Dimension, tuple[Group, ...]] = {
    Dimension.SEX: (
        Group("female", {"fr": "Femmes", "ar": "نساء", "en": "Women"}),
        Group("male", {"fr": "Hommes", "ar": "رجال", "en": "Men"}),
    ),
    Dimension.RESIDENCE: (
        Group("urban", {"fr": "Urbain", "ar": "حضري", "en": "Urban"}),
        Group("rural", {"fr": "Rural", "ar": "قروي", "en": "Rural"}),
    ),
    Dimension.DISABILITY: (
        Group("with", {"fr": "En situation de handicap", "ar": "في وضعية إعاقة", "en": "With a disability"}),
        Group(
            "without",
            {"fr": "Sans situation de handicap", "ar": "دون وضعية إعاقة", "en": "Without a disability"},
        ),
    ),
}


def groups_of(
    dimension: Dimension, *, age_bands: Sequence[int] = (), own: Sequence[str] = ()
) -> tuple[Group, ...]:
    """Return the groups of a dimension, in their order.

    Parameters
    ----------
    dimension : Dimension
        What people or places are told apart by.
    age_bands : sequence of int
        First age of each band, rising.
    own : sequence of str
        Own categories (or, for territories, their codes): each is its own key and name.

    Raises
    ------
    AgeBandsInvalid
        Ages do not rise, or one is negative.

    Examples
    --------
    >>> [group.key for group in groups_of(Dimension.AGE, age_bands=[0, 15, 25])]
    ['0-14', '15-24', '25+']
    """
    if dimension is Dimension.AGE:
        return tuple(Group(key, _age_names(key)) for key in band_keys(age_bands))
    if dimension in _FIXED:
        return _FIXED[dimension]
    return tuple(Group(name, {"fr": name, "ar": name, "en": name}) for name in own)


def band_keys(starts: Sequence[int]) -> tuple[str, ...]:
    """Name each age band by its ages; the last one is open.

    Raises
    ------
    AgeBandsInvalid
        Ages do not rise, or one is negative.

    Examples
    --------
    >>> band_keys([15, 16, 65])
    ('15', '16-64', '65+')
    """
    if list(starts) != sorted(set(starts)) or any(start < 0 for start in starts):
        raise AgeBandsInvalid(found=", ".join(str(start) for start in starts))
    closed = [
        str(start) if after == start + 1 else f"{start}-{after - 1}" for start, after in pairwise(starts)
    ]
    return tuple([*closed, f"{starts[-1]}+"] if starts else [])


def age_band(age: float, starts: Sequence[int]) -> str | None:
    """Return the key of the band an age falls in; None for someone younger than the first.

    Raises
    ------
    AgeBandsInvalid
        Ages do not rise, or one is negative.
    AgeInvalid
        A negative age, or no number.

    Examples
    --------
    >>> age_band(24.9, [15, 25]), age_band(25, [15, 25]), age_band(3, [15, 25])
    ('15-24', '25+', None)
    """
    keys = band_keys(starts)
    if not isfinite(age) or age < 0:
        raise AgeInvalid(found=age)
    place = sum(start <= age for start in starts) - 1
    return None if place < 0 else keys[place]


def _age_names(key: str) -> Names:
    return {
        "fr": f"{key.removesuffix('+')} ans et plus" if key.endswith("+") else f"{key} ans",
        "ar": f"{key.removesuffix('+')} سنة فأكثر" if key.endswith("+") else f"{key} سنة",
        "en": f"{key.removesuffix('+')} and over" if key.endswith("+") else key,
    }


class Difficulty(StrEnum):
    """The six domains of the Washington Group short set on functioning."""

    SEEING = "seeing"
    HEARING = "hearing"
    WALKING = "walking"
    REMEMBERING = "remembering"
    SELF_CARE = "self_care"
    COMMUNICATING = "communicating"


# Answers: 1 no difficulty, 2 some difficulty, 3 a lot of difficulty, 4 cannot do at all.
ANSWERS = (1, 2, 3, 4)
# The cut-off that the Washington Group recommends for international comparison.
RECOMMENDED_CUTOFF = 3


def has_disability(answers: Mapping[str, int | None], *, cutoff: int = RECOMMENDED_CUTOFF) -> bool | None:
    """Say whether a person has a disability by the Washington Group short set.

    Yes when at least one of the six domains is answered at the cut-off or above. A question without an answer
    never counts as "no difficulty": where none of the others reaches the cut-off, the person is not classified.

    Parameters
    ----------
    answers : mapping of str to int or None
        By domain (`Difficulty`), from 1 (no difficulty) to 4 (cannot do at all); None or absent: no answer.
    cutoff : int
        3, "a lot of difficulty", is the one recommended; another must be told beside the figure.

    Returns
    -------
    bool or None
        None when it cannot be told.

    Raises
    ------
    DifficultyUnknown
        Something else than the six domains.
    DifficultyInvalid
        An answer, or a cut-off, that is not 1, 2, 3 or 4.

    References
    ----------
    Washington Group on Disability Statistics, "The Washington Group Short Set on Functioning (WG-SS)" and
    "Analytic Guidelines: Creating Disability Identifiers Using the WG-SS", washingtongroup-disability.com.

    Examples
    --------
    >>> some = dict.fromkeys(Difficulty, 2)
    >>> has_disability(some), has_disability({**some, "seeing": 3}), has_disability({"seeing": 1})
    (False, True, None)
    """
    for domain in answers:
        if domain not in set(Difficulty):
            raise DifficultyUnknown(found=domain, expected=", ".join(Difficulty))
    given = [answers.get(domain) for domain in Difficulty]
    for answer in (cutoff, *given):
        if answer is not None and answer not in ANSWERS:
            raise DifficultyInvalid(found=answer)
    if any(answer is not None and answer >= cutoff for answer in given):
        return True
    return None if None in given else False
