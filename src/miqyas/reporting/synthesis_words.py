# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""The words of a synthesis, in French, Arabic and English."""

from miqyas.types import Language

CLAIMS: dict[Language, dict[str, str]] = {
    "fr": {
        "mean effect": "En moyenne, les {n} études trouvent un effet de {value} (intervalle à {level} : {interval}).",
        "common effect": "Si les {n} études mesurent un seul et même effet, il est de {value} (intervalle à {level} : {interval}).",
        "unestablished": "L'intervalle contient zéro : ensemble, elles n'établissent pas d'effet.",
        "established": "L'intervalle ne contient pas zéro.",
        "spread": "Au-delà du hasard, {i2} des écarts entre études tiennent à de vraies différences.",
        "prediction": "Dans un nouveau lieu, l'effet irait {interval}.",
        "no_prediction": "Trop peu d'études pour dire ce qu'un nouveau lieu connaîtrait.",
    },
    "ar": {
        "mean effect": "في المتوسط، تجد الدراسات ({n}) أثرًا قدره {value} (مجال الثقة {level}: {interval}).",
        "common effect": "إذا كانت الدراسات ({n}) تقيس أثرًا واحدًا، فقدره {value} (مجال الثقة {level}: {interval}).",
        "unestablished": "يشمل المجال الصفر: لا تُثبت الدراسات معًا أثرًا.",
        "established": "لا يشمل المجال الصفر.",
        "spread": "ما عدا الصدفة، يعود {i2} من التفاوت بين الدراسات إلى فروق حقيقية.",
        "prediction": "في مكان جديد، قد يكون الأثر {interval}.",
        "no_prediction": "عدد الدراسات قليل جدًا لمعرفة ما قد يحدث في مكان جديد.",
    },
    "en": {
        "mean effect": "On average, the {n} studies find an effect of {value} ({level} interval: {interval}).",
        "common effect": "If the {n} studies measure one and the same effect, it is {value} ({level} interval: {interval}).",
        "unestablished": "The interval includes zero: together, they do not establish an effect.",
        "established": "The interval excludes zero.",
        "spread": "Beyond chance, {i2} of the variation between studies is real differences.",
        "prediction": "In a new place, the effect would range from {interval}.",
        "no_prediction": "There are too few studies to say what a new place would see.",
    },
}
LABELS: dict[str, dict[Language, str]] = {
    "value": {"fr": "Effet d'ensemble", "ar": "الأثر الإجمالي", "en": "Pooled effect"},
    "interval": {"fr": "Intervalle à {level}", "ar": "المجال عند {level}", "en": "{level} interval"},
    "std_error": {"fr": "Erreur type", "ar": "الخطأ المعياري", "en": "Standard error"},
    "p_value": {"fr": "Valeur p", "ar": "القيمة الاحتمالية", "en": "p-value"},
    "prediction": {"fr": "Intervalle de prédiction", "ar": "مجال التنبؤ", "en": "Prediction interval"},
    "i2": {"fr": "I²", "ar": "I²", "en": "I²"},
    "tau2": {"fr": "τ² (entre études)", "ar": "τ² (بين الدراسات)", "en": "τ² (between studies)"},
    "q": {"fr": "Q de Cochran", "ar": "Q لكوكران", "en": "Cochran's Q"},
    "n": {"fr": "Études", "ar": "الدراسات", "en": "Studies"},
    "n_dropped": {
        "fr": "Lignes incomplètes écartées",
        "ar": "صفوف ناقصة أُبعدت",
        "en": "Incomplete rows left out",
    },
}
FOREST: dict[Language, dict[str, str]] = {
    "fr": {
        "title": "{n} études, un effet d'ensemble",
        "pooled": "Ensemble",
        "prediction": "Nouveau lieu",
        "interval": "intervalles à {level}",
        "study": "{name} : {value}, {interval}, poids {weight}.",
        "row": "{name} : {value}, {interval}.",
        "range": "{name} : {interval}.",
    },
    "ar": {
        "title": "دراسات عددها {n} وأثر إجمالي",
        "pooled": "المجموع",
        "prediction": "مكان جديد",
        "interval": "مجالات الثقة {level}",
        "study": "{name}: {value}، {interval}، الوزن {weight}.",
        "row": "{name}: {value}، {interval}.",
        "range": "{name}: {interval}.",
    },
    "en": {
        "title": "{n} studies, one pooled effect",
        "pooled": "Pooled",
        "prediction": "A new place",
        "interval": "{level} intervals",
        "study": "{name}: {value}, {interval}, weight {weight}.",
        "row": "{name}: {value}, {interval}.",
        "range": "{name}: {interval}.",
    },
}
