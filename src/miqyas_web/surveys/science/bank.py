"""Questions made from the reference sheet of an indicator: its words in each language, what it is told apart by."""

from collections.abc import Sequence
from dataclasses import dataclass

from miqyas.indicators.disaggregation import Dimension, groups_of
from miqyas.types import LANGUAGES
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.science.catalogue import sheet_in

# Asked of a person in one question each; disability takes six (the Washington Group's), territory is chosen in lists.
ASKED = ("sex", "age", "residence", "own")


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a dimension: its code, its words by code of language."""

    code: str
    words: dict[str, str]


def words_of(indicator: Indicator, default: str) -> dict[str, str]:
    """How it is asked, by code of language: as the catalogue words it, and in the person's words where they have some.

    What the person wrote is in the language of their questionnaire, ``default``.
    """
    found = {}
    if indicator.catalogue_key:
        sheets = {code: sheet_in(indicator.catalogue_key, code) for code in LANGUAGES}
        found = {str(code): sheet.question for code, sheet in sheets.items() if sheet and sheet.question}
    own = indicator.question.strip()
    if own and own not in found.values():
        found = {**found, default: own}
    return found or {default: indicator.name}


def groups(indicator: Indicator, dimension: str) -> Sequence[Group]:
    """The groups a dimension tells apart, in each language; none for an age, which is asked in years."""
    if dimension == Dimension.AGE:
        return ()
    own = indicator.own_categories if dimension == Dimension.OWN else ()
    made = groups_of(Dimension(dimension), age_bands=indicator.age_bands, own=own)
    return [Group(each.key, {str(code): name for code, name in each.names.items()}) for each in made]
