"""One effect in one plain sentence, never stronger than its evidence."""

import unicodedata

from miqyas.evidence.wording import Strength
from miqyas.reporting.numbers import NARROW, decimals_for, format_interval, format_number, format_percent
from miqyas.reporting.sentence_words import CLAIMS, COUNTS, DETAILS, QUOTES
from miqyas.results.estimate import Estimate
from miqyas.types import Language

ISOLATE = "\u2068"  # first strong isolate: a label keeps its own direction inside the sentence
END_ISOLATE = "\u2069"
_RIGHT_TO_LEFT = ("R", "AL")
# Notes of figures that compare with nobody who shows what would have happened: never told as a cause.
NO_COUNTERFACTUAL = frozenset(("before_after_only", "groups_as_found"))


def effect_sentence(
    estimate: Estimate,
    *,
    outcome_label: str,
    treatment_label: str,
    unit: str,
    strength: Strength,
    language: Language,
) -> str:
    """Say what was found: the claim, how large, how sure, from how many, against what.

    An estimate whose interval includes zero is told as “could not be established”, whatever strength is asked
    for; a change over time alone, or a difference between groups as found, as “associated” at most.

    Parameters
    ----------
    estimate : Estimate
        Effect with its interval.
    outcome_label, treatment_label : str
        What the person calls the outcome and the intervention; quoted, so no word has to agree with them.
    unit : str
        Unit of the outcome, see `miqyas.reporting.numbers.UNITS`.
    strength : {'raised', 'probably', 'may', 'unknown', 'associated'}
        The most that the evidence allows, from `miqyas.evidence.wording.strength`.
    language : {'fr', 'ar', 'en'}
        Reader's language.

    Returns
    -------
    str
        One claim and one line of details.

    Raises
    ------
    ValueError
        A label is empty: a sentence about nothing cannot be written.

    Examples
    --------
    >>> estimate = Estimate("ITT", 1122.0, 253.0, 80.0, 1e-5, 618.0, 1626.0, 0.95, 5513, 162, 0, 2000.0,
    ...                     "MAD", "ITT")
    >>> text = effect_sentence(estimate, outcome_label="Loans", treatment_label="Microcredit", unit="",
    ...                        strength="probably", language="en")
    >>> print(text.split(". ")[0])
    The intervention “Microcredit” probably raised “Loans” by 1,122
    """
    shown = _shown_strength(estimate, strength)
    direction = "rise" if estimate.value > 0 else "fall"
    decimals = decimals_for(estimate.low, estimate.high)
    claim = CLAIMS[language][shown][direction].format(
        treatment=_quoted(treatment_label, language),
        outcome=_quoted(outcome_label, language),
        size=format_number(abs(estimate.value), language, unit, decimals=decimals),
        difference=format_number(estimate.value, language, unit, decimals=decimals, sign=True),
    )
    text = f"{claim} {_details(estimate, unit, decimals, language)}"
    return text.replace(" :", "\u00a0:").replace(" ;", f"{NARROW};") if language == "fr" else text


def _shown_strength(estimate: Estimate, strength: Strength) -> str:
    if estimate.low <= 0 <= estimate.high:
        return "unestablished"
    if strength != "unknown" and any(note.name in NO_COUNTERFACTUAL for note in estimate.notes):
        return "associated"
    return strength


def _details(estimate: Estimate, unit: str, decimals: int, language: Language) -> str:
    is_clustered = estimate.n_clusters < estimate.n
    counts = COUNTS[language]["clustered" if is_clustered else "alone"].format(
        n=format_number(estimate.n, language), clusters=format_number(estimate.n_clusters, language)
    )
    return DETAILS[language].format(
        level=format_percent(estimate.level, language, decimals=0 if (100 * estimate.level) % 1 == 0 else 1),
        interval=format_interval(estimate.low, estimate.high, language, unit, decimals=decimals),
        counts=counts,
        control=format_number(estimate.control_mean, language, unit, decimals=decimals),
    )


def _quoted(label: str, language: Language) -> str:
    text = " ".join(label.split())
    if not text:
        raise ValueError(
            "A label is empty: the sentence needs the names of the outcome and of the treatment."
        )
    if _is_right_to_left(text) != (language == "ar"):
        text = f"{ISOLATE}{text}{END_ISOLATE}"
    return QUOTES[language].format(text)


def _is_right_to_left(text: str) -> bool:
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _RIGHT_TO_LEFT:
            return True
        if kind == "L":
            return False
    return False
