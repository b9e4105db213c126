"""The words of a theory set as a document."""

from collections.abc import Mapping
from types import MappingProxyType

from miqyas.types import LANGUAGES, Language

# Name → French, Arabic, English.
_WORDS: dict[str, tuple[str, str, str]] = {
    "in_parts": (
        "La théorie est longue : elle est dessinée en {n} parties. Chacune montre quelques éléments et tout ce qui y mène.",
        "النظرية طويلة: رُسمت في أجزاء عددها {n}. يُظهر كل جزء بعض العناصر وكل ما يؤدي إليها.",
        "The theory is long: it is drawn in {n} parts. Each shows a few elements and all that leads to them.",
    ),
    "drawing": ("Le dessin", "الرسم", "The drawing"),
    "part": ("Partie {n} sur {of}", "الجزء {n} من {of}", "Part {n} of {of}"),
    "leads_to": ("mène à", "يؤدي إلى", "leads to"),
    "assumes": ("hypothèse : {text}", "يفترض: {text}", "assumes: {text}"),
    "unsaid": ("hypothèse non dite", "الفرضية غير مذكورة", "assumption not said"),
    "rival": ("autre explication : {text}", "تفسير آخر: {text}", "rival explanation: {text}"),
    "confidence": ("confiance {text}", "الثقة {text}", "confidence {text}"),
    "measured": ("a un indicateur", "له مؤشر", "has an indicator"),
    "between": (" ; ", "؛ ", "; "),
    "groups": ("Les personnes et organisations", "الأشخاص والهيئات", "People and bodies"),
    "name": ("Nom", "الاسم", "Name"),
    "role": ("Rôle", "الدور", "Role"),
    "size": ("Combien", "العدد", "How many"),
    "risks": ("Les risques", "المخاطر", "Risks"),
    "kind": ("Sorte", "النوع", "Kind"),
    "what": ("Ce qui pourrait arriver", "ما قد يحدث", "What could happen"),
    "done": ("Ce que l’on fait", "ما يُعمل بشأنه", "What is done"),
}  # fmt: skip

WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        language: MappingProxyType({name: said[at] for name, said in _WORDS.items()})
        for at, language in enumerate(LANGUAGES)
    }
)
