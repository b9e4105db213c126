"""The sentences a drawing of a theory carries for those who do not see it."""

from collections import Counter
from collections.abc import Mapping

from miqyas.reporting.drawing.fates import FATE_NAMES
from miqyas.theory.graph import Link, Node, Theory
from miqyas.theory.layering import band_of, bands_of
from miqyas.theory.names import BAND_HEADINGS, EFFECT_NAMES, LEVEL_NAMES, STRENGTH_NAMES, Strength
from miqyas.theory.together import Fate
from miqyas.theory.words import isolated
from miqyas.types import Language

TITLE: dict[Language, str] = {"fr": "Théorie du changement", "ar": "نظرية التغيير", "en": "Theory of change"}
EMPTY: dict[Language, str] = {
    "fr": "Rien n’est encore écrit. Commencez par un résultat : qu’est-ce qui doit changer, pour qui ?",
    "ar": "لم يُكتب شيء بعد. ابدؤوا بنتيجة: ما الذي يجب أن يتغير، ولفائدة من؟",
    "en": "Nothing is written yet. Start with an outcome: what should change, and for whom?",
}
HAS_INDICATOR: dict[Language, str] = {"fr": "a un indicateur", "ar": "له مؤشر", "en": "has an indicator"}
HERE: dict[Language, str] = {"fr": "Vous êtes ici", "ar": "أنتم هنا", "en": "You are here"}
_LINKS: dict[Language, str] = {"fr": "Liens", "ar": "الروابط", "en": "Links"}
_COLON: dict[Language, str] = {"fr": "\u00a0: ", "ar": ": ", "en": ": "}
_SEMICOLON: dict[Language, str] = {"fr": "\u00a0; ", "ar": "؛ ", "en": "; "}
_LEADS_TO: dict[Language, str] = {"fr": "mène à", "ar": "يؤدي إلى", "en": "leads to"}


def description(
    theory: Theory, strengths: Mapping[str, Strength], language: Language, here: str | None = None
) -> str:
    """Return the text equivalent of a drawing: what stands in each level, and the links by strength."""
    colon, semicolon = _COLON[language], _SEMICOLON[language]
    if not theory.nodes:
        return EMPTY[language]
    counted = Counter(band_of(node) for node in theory.nodes)
    parts = [f"{BAND_HEADINGS[band][language]}{colon}{counted[band]}" for band in bands_of(theory)]
    parts.append(f"{_LINKS[language]}{colon}{len(theory.links)}")
    for strength, names in STRENGTH_NAMES.items():
        count = sum(strengths.get(link.key) == strength for link in theory.links)
        if count:
            parts.append(f"{names[language]}{colon}{count}")
    text = semicolon.join(parts) + "."
    if here is not None:
        text = f"{HERE[language]}{colon}{isolated(theory.node(here).label)}. {text}"
    return text


def node_words(node: Node, language: Language, *, measured: bool) -> str:
    """Return the level, the title and the marks of a node."""
    colon, semicolon = _COLON[language], _SEMICOLON[language]
    marks = [HAS_INDICATOR[language]] if measured else []
    if node.effect != "intended":
        marks.append(EFFECT_NAMES[node.effect][language])
    level = LEVEL_NAMES[node.level][language]
    text = f"{level[:1].upper()}{level[1:]}{colon}{isolated(node.label)}"
    return semicolon.join([text, *marks])


def link_words(theory: Theory, link: Link, strength: Strength | None, language: Language) -> str:
    """Return from what to what a link leads, how strongly it is supported, and its assumption."""
    source, target = theory.node(link.source).label, theory.node(link.target).label
    text = f"{isolated(source)} {_LEADS_TO[language]} {isolated(target)}"
    if strength:
        text += f"{_COLON[language]}{STRENGTH_NAMES[strength][language]}"
    return f"{text}. {isolated(link.assumption)}" if link.assumption.strip() else f"{text}."


def fate_words(fate: Fate, words: str, language: Language) -> str:
    """Return what a part says, after what became of it."""
    name = FATE_NAMES[fate][language]
    return f"{name[:1].upper()}{name[1:]}{_COLON[language]}{words}"
