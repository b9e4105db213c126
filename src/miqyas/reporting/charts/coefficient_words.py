"""The words on charts of several effects, in French, Arabic and English."""

from miqyas.types import Language

WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "coefficients": "Les effets et leurs intervalles",
        "interval": "intervalles à {level}",
        "both": "Trait fin : intervalle de chaque période à {level}. Trait large : bande valable pour toutes à la fois",
        "events": "Effet sur « {outcome} » selon le temps depuis le traitement",
        "event": "Périodes depuis le traitement",
        "row": "{name} : {value}, {interval}.",
        "period": "Période {event} : {value}, {interval}.",
    },
    "ar": {
        "coefficients": "الآثار ومجالاتها",
        "interval": "مجالات الثقة {level}",
        "both": "الخط الرفيع: مجال كل فترة عند {level}. الخط العريض: نطاق صالح لها جميعا معا",
        "events": "الأثر على «{outcome}» حسب الزمن منذ المعالجة",
        "event": "الفترات منذ المعالجة",
        "row": "{name}: {value}، {interval}.",
        "period": "الفترة {event}: {value}، {interval}.",
    },
    "en": {
        "coefficients": "Effects and their intervals",
        "interval": "{level} intervals",
        "both": "Thin bar: {level} interval of each period. Wide bar: band that holds for all together",
        "events": "Effect on “{outcome}” by time since treatment",
        "event": "Periods since treatment",
        "row": "{name}: {value}, {interval}.",
        "period": "Period {event}: {value}, {interval}.",
    },
}
