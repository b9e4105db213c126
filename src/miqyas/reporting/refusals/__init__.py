"""What a refusal says, in the language of the person who reads it.

Each class of `miqyas.errors` carries its English sentence; the French and the Arabic stand in this package
under the class's name, with the same facts in braces: `files` for what is wrong with a file, `sample` for
what the data cannot answer, `design` for plans, theories and figures that cannot be computed again.
"""

from collections.abc import Mapping

from miqyas.errors import MiqyasError
from miqyas.reporting.refusals import command, design, files, panel, sample, synthesis, threshold, value
from miqyas.reporting.refusals.facts import facts_said
from miqyas.types import Language

# The classes that only gather others; raised by nobody, readable all the same.
GATHERING = ("MiqyasError", "UnreadableFile", "InvalidSample", "InvalidDesign", "NotReproduced")
SENTENCES: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        **dict.fromkeys(GATHERING, "Cela ne peut pas être fait."),
        **files.FRENCH,
        **sample.FRENCH,
        **panel.FRENCH,
        **design.FRENCH,
        **command.FRENCH,
        **synthesis.FRENCH,
        **threshold.FRENCH,
        **value.FRENCH,
    },
    "ar": {
        **dict.fromkeys(GATHERING, "لا يمكن القيام بذلك."),
        **files.ARABIC,
        **sample.ARABIC,
        **panel.ARABIC,
        **design.ARABIC,
        **command.ARABIC,
        **synthesis.ARABIC,
        **threshold.ARABIC,
        **value.ARABIC,
    },
}
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
