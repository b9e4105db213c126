"""What a sheet may be sorted and filtered by, and how people call each of these in three languages."""

from collections.abc import Mapping

from miqyas.indicators.aggregation import Aggregation
from miqyas.indicators.definition import Direction
from miqyas.types import Language

Texts = dict[Language, str]

NAMES: Mapping[str, Mapping[str, Texts]] = {
    "theme": {
        "education": {"fr": "éducation", "ar": "التعليم", "en": "education"},
        "employment": {"fr": "emploi", "ar": "التشغيل", "en": "employment"},
        "cooperatives": {"fr": "coopératives", "ar": "التعاونيات", "en": "cooperatives"},
        "water": {"fr": "eau et assainissement", "ar": "الماء والتطهير", "en": "water and sanitation"},
        "health": {"fr": "santé", "ar": "الصحة", "en": "health"},
        "environment": {"fr": "environnement", "ar": "البيئة", "en": "environment"},
        "territory": {"fr": "territoire", "ar": "المجال الترابي", "en": "territory"},
    },
    "level": {
        "output": {"fr": "produit", "ar": "منتَج", "en": "output"},
        "outcome": {"fr": "résultat", "ar": "نتيجة", "en": "outcome"},
        "impact": {"fr": "impact", "ar": "أثر", "en": "impact"},
    },
    "kind": {
        "number": {"fr": "nombre", "ar": "عدد", "en": "number"},
        "share": {"fr": "part", "ar": "نسبة", "en": "share"},
        "mean": {"fr": "moyenne", "ar": "متوسط", "en": "mean"},
        "median": {"fr": "médiane", "ar": "وسيط", "en": "median"},
        "index": {"fr": "indice", "ar": "مؤشر مركب", "en": "index"},
        "money": {"fr": "montant", "ar": "مبلغ", "en": "amount of money"},
        "duration": {"fr": "durée", "ar": "مدة", "en": "duration"},
    },
    "direction": {direction.value: direction.names for direction in Direction},
    "aggregation": {aggregation.value: aggregation.names for aggregation in Aggregation},
    "disaggregation": {
        "sex": {"fr": "sexe", "ar": "الجنس", "en": "sex"},
        "age": {"fr": "âge", "ar": "السن", "en": "age"},
        "residence": {"fr": "milieu urbain ou rural", "ar": "الوسط الحضري أو القروي", "en": "urban or rural"},
        "disability": {"fr": "handicap", "ar": "الإعاقة", "en": "disability"},
        "territory": {"fr": "territoire", "ar": "المجال الترابي", "en": "territory"},
        "own": {"fr": "catégorie propre", "ar": "فئة خاصة", "en": "category of one's own"},
    },
    "frequency": {
        "monthly": {"fr": "chaque mois", "ar": "كل شهر", "en": "every month"},
        "quarterly": {"fr": "chaque trimestre", "ar": "كل ثلاثة أشهر", "en": "every quarter"},
        "yearly": {"fr": "chaque année", "ar": "كل سنة", "en": "every year"},
        "before_after": {"fr": "avant et après", "ar": "قبل وبعد", "en": "before and after"},
        "once": {"fr": "une fois", "ar": "مرة واحدة", "en": "once"},
    },
    "collector": {
        "staff": {"fr": "l’équipe du projet", "ar": "فريق المشروع", "en": "project staff"},
        "enumerator": {"fr": "des enquêteurs", "ar": "باحثون ميدانيون", "en": "enumerators"},
        "administration": {"fr": "une administration", "ar": "إدارة", "en": "an administration"},
        "participant": {"fr": "les participants", "ar": "المشاركون", "en": "participants"},
        "partner": {"fr": "un partenaire", "ar": "شريك", "en": "a partner"},
    },
}

FACETS: Mapping[str, Texts] = {
    "theme": {"fr": "thème", "ar": "الموضوع", "en": "theme"},
    "sdg_goal": {
        "fr": "objectif de développement durable",
        "ar": "هدف التنمية المستدامة",
        "en": "Sustainable Development Goal",
    },
    "sdg_target": {"fr": "cible des ODD", "ar": "غاية من أهداف التنمية المستدامة", "en": "SDG target"},
    "level": {"fr": "niveau", "ar": "المستوى", "en": "level"},
    "kind": {"fr": "type de mesure", "ar": "نوع القياس", "en": "kind of measure"},
    "direction": {"fr": "sens", "ar": "الاتجاه", "en": "direction"},
    "disaggregation": {"fr": "désagrégation", "ar": "التفصيل", "en": "disaggregation"},
    "collector": {"fr": "qui collecte", "ar": "من يجمع المعطيات", "en": "who collects"},
    "frequency": {"fr": "fréquence", "ar": "الوتيرة", "en": "frequency"},
}
# The texts of a sheet, as they are headed.
TEXTS: Mapping[str, Texts] = {
    "name": {"fr": "nom", "ar": "الاسم", "en": "name"},
    "definition": {"fr": "définition", "ar": "التعريف", "en": "definition"},
    "numerator": {"fr": "numérateur", "ar": "البسط", "en": "numerator"},
    "denominator": {"fr": "dénominateur", "ar": "المقام", "en": "denominator"},
    "unit": {"fr": "unité", "ar": "الوحدة", "en": "unit"},
    "formula": {"fr": "formule", "ar": "الصيغة", "en": "formula"},
    "source": {"fr": "source des données", "ar": "مصدر المعطيات", "en": "source of data"},
    "limits": {"fr": "limites", "ar": "الحدود", "en": "limits"},
    "ethics": {"fr": "éthique", "ar": "الأخلاقيات", "en": "ethics"},
    "question": {"fr": "comment poser la question", "ar": "كيف يُطرح السؤال", "en": "how to ask"},
    "aggregation": {"fr": "comment cela s’additionne", "ar": "كيف تُجمع القيم", "en": "how it adds up"},
    "sources": {"fr": "références", "ar": "مراجع", "en": "references"},
}
_SDG: Mapping[str, Texts] = {
    "sdg_goal": {"fr": "ODD {}", "ar": "الهدف {}", "en": "SDG {}"},
    "sdg_target": {"fr": "cible {}", "ar": "الغاية {}", "en": "target {}"},
}


def value_name(facet: str, value: str, language: Language) -> str:
    """Return how people call a value of a facet; an SDG is called by its code.

    Examples
    --------
    >>> value_name("theme", "water", "fr"), value_name("sdg_goal", "6", "en")
    ('eau et assainissement', 'SDG 6')
    """
    if facet in _SDG:
        return _SDG[facet][language].format(value)
    return NAMES[facet][value][language]
