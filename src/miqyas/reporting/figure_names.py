"""The figures of an account as a person reads them: the person's own name, our words for the part."""

from miqyas.types import Language

PARTS: dict[str, dict[Language, str]] = {
    "investment": {"fr": "investissement", "ar": "الاستثمار", "en": "investment"},
    "discount_rate": {"fr": "taux d'actualisation", "ar": "معدل الخصم", "en": "discount rate"},
    "quantity": {"fr": "quantité", "ar": "الكمية", "en": "quantity"},
    "unit_value": {"fr": "valeur unitaire", "ar": "قيمة الوحدة", "en": "unit value"},
    "deadweight": {"fr": "effet d'aubaine", "ar": "ما كان سيحدث", "en": "deadweight"},
    "attribution": {"fr": "part due à d'autres", "ar": "حصة الآخرين", "en": "attribution"},
    "displacement": {"fr": "déplacement", "ar": "الإزاحة", "en": "displacement"},
    "drop_off": {"fr": "perte par an", "ar": "التراجع السنوي", "en": "drop-off"},
    "amount": {"fr": "montant", "ar": "المبلغ", "en": "amount"},
}


def figure_name(name: str, language: Language) -> str:
    """Write the name of a figure of an account in the reader's words.

    Examples
    --------
    >>> figure_name("emplois: unit_value", "fr"), figure_name("investment", "en")
    ('emplois, valeur unitaire', 'investment')
    """
    owner, colon, part = name.rpartition(": ")
    said = PARTS.get(part, {}).get(language, part)
    comma = "، " if language == "ar" else ", "
    return f"{owner}{comma}{said}" if colon else said
