"""The facts of a refusal as a person reads them: our own words translated, long figures grouped."""

from collections.abc import Mapping

from miqyas.design.designs import DESIGNS
from miqyas.errors import MiqyasError
from miqyas.reporting.numbers import format_number
from miqyas.reporting.refusals.anonymity import STEPS
from miqyas.reporting.refusals.answers import EXPECTED
from miqyas.reporting.refusals.power_figures import FIGURES
from miqyas.types import Language

ROLES: Mapping[str, Mapping[str, str]] = {
    "outcome": {"fr": "variable de résultat", "ar": "متغير النتيجة", "en": "outcome"},
    "treatment": {"fr": "traitement", "ar": "المعالجة", "en": "treatment"},
    "strata": {"fr": "strates", "ar": "الطبقات", "en": "strata"},
    "cluster": {"fr": "grappe", "ar": "العنقود", "en": "cluster"},
    "covariates": {"fr": "covariables", "ar": "المتغيرات المصاحبة", "en": "covariates"},
    "weights": {"fr": "pondération", "ar": "الترجيح", "en": "weights"},
    "baseline": {"fr": "mesure avant", "ar": "القياس القبلي", "en": "measure before"},
    "instrument": {"fr": "instrument", "ar": "المتغير الأداتي", "en": "instrument"},
    "running": {"fr": "score de la règle", "ar": "متغير العتبة", "en": "score of the rule"},
    "cutoff": {"fr": "seuil", "ar": "العتبة", "en": "threshold"},
    "unit_id": {"fr": "unité suivie", "ar": "الوحدة المتابَعة", "en": "unit followed"},
    "time": {"fr": "période", "ar": "الفترة", "en": "period"},
    "cohort": {"fr": "date de début", "ar": "تاريخ البداية", "en": "first period of treatment"},
    "secondary_outcomes": {"fr": "résultats secondaires", "ar": "نتائج ثانوية", "en": "secondary outcomes"},
}
# Which facts hold a word of ours and not of the person, by class: a column may well be called "cluster".
OURS: Mapping[str, tuple[str, ...]] = {
    "RoleMissing": ("role", "design"),
    "RoleTwice": ("first", "second"),
    "PlanNotEstimated": ("design",),
    "InvalidPowerFigure": ("name",),
    "FigureUnused": ("name",),
    "AnswerValueUnfit": ("expected",),
    "StepInvalid": ("step",),
    "StepUnfit": ("step",),
}
# A figure of five digits or more is read three digits at a time.
LONG_FIGURE = 10_000


def facts_said(error: MiqyasError, language: Language) -> dict[str, object]:
    """Return the facts of a refusal, each as it is read in this language."""
    ours = OURS.get(type(error).__name__, ())
    return {
        name: _our_word(str(fact), language) if name in ours else _figure(fact, language)
        for name, fact in error.facts.items()
    }


def _our_word(key: str, language: Language) -> str:
    if key in DESIGNS:
        return DESIGNS[key].names[language]
    return ROLES.get(key, FIGURES.get(key, EXPECTED.get(key, STEPS.get(key, {})))).get(language, key)


def _figure(fact: object, language: Language) -> object:
    if isinstance(fact, int) and abs(fact) >= LONG_FIGURE:
        return format_number(fact, language, decimals=0)
    return fact
