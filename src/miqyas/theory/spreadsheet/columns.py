"""What each sheet holds: its columns, their headings and the words of those that take one from a list."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from miqyas.theory.names import (
    CONFIDENCE_NAMES,
    DEGREE_NAMES,
    EFFECT_NAMES,
    LEVEL_NAMES,
    RISK_NAMES,
    ROLE_NAMES,
    TERM_NAMES,
)
from miqyas.theory.words import plain
from miqyas.types import LANGUAGES, Language

Part: TypeAlias = Literal["elements", "links", "stakeholders", "risks"]
Kind: TypeAlias = Literal["text", "key", "word", "groups", "sdg", "element", "link", "day", "flag"]
Names: TypeAlias = Mapping[Any, Mapping[Language, str]]

_NO_WORDS: Names = MappingProxyType({})
YES: dict[Language, str] = {"fr": "oui", "ar": "نعم", "en": "yes"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, how its cells are read, its heading by language, the words it takes."""

    field: str
    kind: Kind
    headings: Mapping[Language, str]
    words: Names = dataclasses.field(default_factory=lambda: _NO_WORDS)
    is_required: bool = False


def _column(
    field: str, kind: Kind, fr: str, ar: str, en: str, *, words: Names = _NO_WORDS, required: bool = False
) -> Column:
    return Column(field, kind, MappingProxyType({"fr": fr, "ar": ar, "en": en}), words, required)


_KEY = _column("key", "key", "Clé", "المفتاح", "Key")

COLUMNS: dict[Part, tuple[Column, ...]] = {
    "elements": (
        _KEY,
        _column("level", "word", "Niveau", "المستوى", "Level", words=LEVEL_NAMES, required=True),
        _column("title", "text", "Intitulé", "العنوان", "Title", required=True),
        _column("description", "text", "Description", "الوصف", "Description"),
        _column("effect", "word", "Effet", "نوع الأثر", "Effect", words=EFFECT_NAMES),
        _column("term", "word", "Échéance", "الأجل", "Term", words=TERM_NAMES),
        _column("groups", "groups", "Pour qui", "لمن", "For whom"),
        _column("sdg", "sdg", "ODD", "أهداف التنمية المستدامة", "SDG"),
        _column("threshold", "text", "Suffisant à partir de", "كافٍ ابتداء من", "Good enough from"),
        _column("importance", "word", "Importance", "الأهمية", "Importance", words=DEGREE_NAMES),
        _column(
            "importance_source", "text", "Source de l’importance", "مصدر الأهمية", "Importance known from"
        ),
        _column("characteristics", "text", "Ce qui les distingue", "ما يميزهم", "What sets them apart"),
        _column("boundary", "text", "Où", "أين", "Where"),
        _column("baseline", "text", "Situation de départ", "وضعية الانطلاق", "Situation before"),
        _column("scale", "text", "Combien", "كم", "How many"),
        _column("depth", "text", "Ampleur", "الحجم", "Depth"),
        _column("duration", "text", "Durée", "المدة", "Duration"),
        _column("depth_without", "text", "Ampleur sans vous", "الحجم من دونكم", "Depth without you"),
        _column("duration_without", "text", "Durée sans vous", "المدة من دونكم", "Duration without you"),
        _column("measured", "flag", "A un indicateur", "له مؤشر", "Has an indicator"),
    ),
    "links": (
        _KEY,
        _column("source", "element", "De", "من", "From", required=True),
        _column("target", "element", "Mène à", "يؤدي إلى", "Leads to", required=True),
        _column("assumption", "text", "Hypothèse", "الافتراض", "Assumption"),
        _column("confidence", "word", "Confiance", "درجة الثقة", "Confidence", words=CONFIDENCE_NAMES),
        _column("evidence", "text", "Preuves", "الأدلة", "Evidence"),
        _column("rival", "text", "Explication rivale", "التفسير المنافس", "Rival explanation"),
    ),
    "stakeholders": (
        _KEY,
        _column("name", "text", "Nom", "الاسم", "Name", required=True),
        _column("role", "word", "Rôle", "الدور", "Role", words=ROLE_NAMES),
        _column("size", "text", "Combien, environ", "العدد التقريبي", "About how many"),
        _column("description", "text", "Description", "الوصف", "Description"),
        _column("involvement", "text", "Entendues comment", "كيف أُنصت إليهم", "Heard how"),
    ),
    "risks": (
        _KEY,
        _column("kind", "word", "Sorte", "النوع", "Kind", words=RISK_NAMES, required=True),
        _column("text", "text", "Risque", "الخطر", "Risk", required=True),
        _column("node", "element", "Porte sur l’élément", "يتعلق بالعنصر", "On the element"),
        _column("link", "link", "Porte sur le lien", "يتعلق بالرابط", "On the link"),
        _column("likelihood", "word", "Vraisemblance", "الاحتمال", "Likelihood", words=DEGREE_NAMES),
        _column("consequence", "word", "Gravité", "العواقب", "Consequence", words=DEGREE_NAMES),
        _column("mitigation", "text", "Réponse", "التدبير", "Mitigation"),
        _column("owner", "text", "Qui surveille", "من يراقب", "Owner"),
        _column("judged_on", "day", "Jugé le", "قُدّر يوم", "Judged on"),
    ),
}
TITLES: dict[Part, dict[Language, str]] = {
    "elements": {"fr": "Éléments", "ar": "العناصر", "en": "Elements"},
    "links": {"fr": "Liens", "ar": "الروابط", "en": "Links"},
    "stakeholders": {"fr": "Personnes", "ar": "المعنيون", "en": "Stakeholders"},
    "risks": {"fr": "Risques", "ar": "المخاطر", "en": "Risks"},
}
# In one file of text, the first column says which sheet a line belongs to.
PART_HEADINGS: dict[Language, str] = {"fr": "Feuille", "ar": "الورقة", "en": "Sheet"}


def part_called(name: str) -> Part | None:
    """Return the sheet that goes by this name in any language."""
    said = plain(name).strip()
    for part, titles in TITLES.items():
        if said == part or said in {plain(title) for title in titles.values()}:
            return part
    return None


def column_called(part: Part, heading: str) -> Column | None:
    """Return the column of a sheet that goes by this heading in any language, or by its field.

    Examples
    --------
    >>> column_called("links", " hypothese ").field, column_called("links", "colour") is None
    ('assumption', True)
    """
    said = plain(heading).strip()
    for column in COLUMNS[part]:
        if said in {column.field, *(plain(name) for name in column.headings.values())}:
            return column
    return None


def is_part_heading(heading: str) -> bool:
    """Tell whether a heading is that of the column that names the sheet."""
    return plain(heading).strip() in {"sheet", *(plain(name) for name in PART_HEADINGS.values())}


def code_of(column: Column, text: str) -> str | None:
    """Return the code of a word in any language; None when the list does not hold it."""
    said = plain(text).strip()
    for code, names in column.words.items():
        if said in {plain(code) or "-", *(plain(names[language]) for language in LANGUAGES)}:
            return str(code)
    return None


def expected_in(column: Column) -> dict[Language, str]:
    """Return the words a column takes, as a list to read."""
    commas: dict[Language, str] = {"fr": ", ", "ar": "، ", "en": ", "}
    return {
        language: comma.join(names[language] for names in column.words.values())
        for language, comma in commas.items()
    }
