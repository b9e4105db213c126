"""What a refusal says, in the language of the person who reads it.

Each class of `miqyas.errors` carries its English sentence; the French and the Arabic stand in this package
under the class's name, with the same facts in braces, in a module for each module of `miqyas.errors`.
"""

from miqyas.errors import MiqyasError
from miqyas.reporting.refusals import (
    adjustment,
    aggregates,
    allocation,
    anonymity,
    answers,
    assignment,
    catalogue,
    cleaning,
    collection,
    command,
    design,
    disbursement,
    drawing,
    engines,
    files,
    foreign,
    forms,
    giving,
    grids,
    indicators,
    inference,
    judgement,
    matching,
    panel,
    power,
    review,
    sample,
    sensitivity,
    series,
    staggered,
    synthesis,
    tables,
    threshold,
    value,
    weighting,
)
from miqyas.reporting.refusals.facts import facts_said
from miqyas.types import Language

# The classes that only gather others; raised by nobody, readable all the same.
GATHERING = ("MiqyasError", "UnreadableFile", "InvalidSample", "InvalidDesign", "NotReproduced")
SUBJECTS = (
    adjustment,
    aggregates,
    allocation,
    anonymity,
    answers,
    assignment,
    catalogue,
    cleaning,
    collection,
    command,
    design,
    disbursement,
    drawing,
    engines,
    files,
    foreign,
    forms,
    giving,
    grids,
    indicators,
    inference,
    judgement,
    matching,
    panel,
    power,
    review,
    sample,
    sensitivity,
    series,
    staggered,
    synthesis,
    tables,
    threshold,
    value,
    weighting,
)
SENTENCES: dict[Language, dict[str, str]] = {
    "fr": dict.fromkeys(GATHERING, "Cela ne peut pas être fait."),
    "ar": dict.fromkeys(GATHERING, "لا يمكن القيام بذلك."),
}
for subject in SUBJECTS:
    SENTENCES["fr"].update(subject.FRENCH)
    SENTENCES["ar"].update(subject.ARABIC)
# A Latin name or a number must not reorder the Arabic sentence around it (Unicode bidirectional algorithm).
ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def refusal_sentence(error: MiqyasError, language: Language) -> str:
    """Say a refusal in French, Arabic or English.

    A class of a third party that has no translation speaks English, rather than lose its facts.

    Examples
    --------
    >>> from miqyas.errors import ConstantOutcome
    >>> refusal_sentence(ConstantOutcome(column="revenu", value=0, n=12), "fr").split(" : ")[0]
    'Le résultat « revenu » vaut 0 pour les 12 unités'
    """
    sentence = SENTENCES.get(language, {}).get(type(error).__name__)
    if sentence is None:
        return str(error)
    facts = facts_said(error, language)
    if language == "ar":
        facts = {name: f"{ISOLATE}{fact}{POP_ISOLATE}" for name, fact in facts.items()}
    return sentence.format(**facts)
