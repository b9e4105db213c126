"""Names a reader sees for the levels, confidences and effects of a theory, in each language."""

from typing import Literal, TypeAlias

from miqyas.theory.graph import Confidence, Effect, Level
from miqyas.types import Language

Strength: TypeAlias = Literal["supported", "uncertain", "contradicted", "none"]

LEVEL_NAMES: dict[Level, dict[Language, str]] = {
    "activity": {"fr": "activité", "ar": "نشاط", "en": "activity"},
    "output": {"fr": "réalisation", "ar": "مخرج", "en": "output"},
    "outcome": {"fr": "résultat", "ar": "نتيجة", "en": "outcome"},
    "impact": {"fr": "impact", "ar": "أثر", "en": "impact"},
}

LEVEL_HEADINGS: dict[Level, dict[Language, str]] = {
    "activity": {"fr": "Activités", "ar": "الأنشطة", "en": "Activities"},
    "output": {"fr": "Réalisations", "ar": "المخرجات", "en": "Outputs"},
    "outcome": {"fr": "Résultats", "ar": "النتائج", "en": "Outcomes"},
    "impact": {"fr": "Impact", "ar": "الأثر", "en": "Impact"},
}

CONFIDENCE_NAMES: dict[Confidence, dict[Language, str]] = {
    "high": {"fr": "forte", "ar": "عالية", "en": "high"},
    "medium": {"fr": "moyenne", "ar": "متوسطة", "en": "medium"},
    "low": {"fr": "faible", "ar": "ضعيفة", "en": "low"},
    "unknown": {"fr": "non dite", "ar": "لم تُذكر", "en": "not said"},
}

EFFECT_NAMES: dict[Effect, dict[Language, str]] = {
    "intended": {"fr": "effet voulu", "ar": "أثر مقصود", "en": "intended effect"},
    "unintended": {"fr": "effet non voulu", "ar": "أثر غير مرغوب فيه", "en": "unwanted effect"},
    "negative": {"fr": "effet négatif", "ar": "أثر سلبي", "en": "negative effect"},
}

STRENGTH_NAMES: dict[Strength, dict[Language, str]] = {
    "supported": {"fr": "étayé par des preuves", "ar": "تدعمه الأدلة", "en": "supported by evidence"},
    "uncertain": {"fr": "incertain", "ar": "غير مؤكد", "en": "uncertain"},
    "contradicted": {
        "fr": "contredit par des preuves",
        "ar": "تخالفه الأدلة",
        "en": "contradicted by evidence",
    },
    "none": {"fr": "pas encore établi", "ar": "لم يثبت بعد", "en": "not established yet"},
}
