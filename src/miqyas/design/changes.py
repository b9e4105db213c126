"""What changed between two versions of a plan, and how much it matters."""

from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Literal, TypeAlias

from miqyas.design.plan import Plan
from miqyas.types import LANGUAGES

Severity: TypeAlias = Literal["major", "moderate", "minor"]

# Major: another question is answered. Moderate: the same question, another analysis. Minor: words.
# Our reading of what trial registers call outcome switching; no figure is borrowed.
SEVERITIES: MappingProxyType[str, Severity] = MappingProxyType({
    "design": "major", "outcome": "major", "treatment": "major", "indicator": "major", "link": "major",
    "wanted": "major", "data_seen": "major",
    "strata": "moderate", "cluster": "moderate", "covariates": "moderate", "weights": "moderate",
    "level": "moderate", "smallest_worthwhile": "moderate", "minimum_n": "moderate",
    "minimum_clusters": "moderate", "dataset_sha256": "moderate",
    "baseline": "moderate", "instrument": "major", "running": "major", "unit_id": "moderate", "time": "major",
    "cohort": "major", "cutoff": "major", "secondary_outcomes": "moderate", "multiple_testing": "moderate",
    "subgroups": "moderate", "exclusions": "moderate", "missing_data": "moderate", "sample_size": "minor",
    "draws": "moderate",
    "question": "minor", "hypothesis": "minor", "notes": "minor",
})  # fmt: skip

FIELD_NAMES: MappingProxyType[str, dict[str, str]] = MappingProxyType({
    "question": {"fr": "La question", "ar": "السؤال", "en": "The question"},
    "design": {"fr": "Le dispositif", "ar": "تصميم الدراسة", "en": "The design"},
    "outcome": {"fr": "Le résultat mesuré", "ar": "النتيجة المقاسة", "en": "The outcome"},
    "treatment": {"fr": "La colonne du traitement", "ar": "عمود المعالجة", "en": "The treatment column"},
    "indicator": {"fr": "L'indicateur", "ar": "المؤشر", "en": "The indicator"},
    "link": {"fr": "Le lien étudié", "ar": "الرابط المدروس", "en": "The link under study"},
    "hypothesis": {"fr": "L'hypothèse", "ar": "الفرضية", "en": "The hypothesis"},
    "wanted": {"fr": "Le sens attendu", "ar": "الاتجاه المنتظر", "en": "The direction wanted"},
    "strata": {"fr": "Les strates", "ar": "الطبقات", "en": "The strata"},
    "cluster": {"fr": "Les grappes", "ar": "العناقيد", "en": "The clusters"},
    "covariates": {"fr": "Les covariables", "ar": "المتغيرات المصاحبة", "en": "The covariates"},
    "weights": {"fr": "Les poids", "ar": "الأوزان", "en": "The weights"},
    "level": {"fr": "Le niveau de l'intervalle", "ar": "مستوى المجال", "en": "The level of the interval"},
    "smallest_worthwhile": {
        "fr": "Le plus petit effet utile", "ar": "أصغر أثر مفيد", "en": "The smallest worthwhile effect"},
    "minimum_n": {
        "fr": "Le nombre minimal d'unités", "ar": "العدد الأدنى للوحدات", "en": "The fewest units"},
    "minimum_clusters": {
        "fr": "Le nombre minimal de grappes", "ar": "العدد الأدنى للعناقيد", "en": "The fewest clusters"},
    "dataset_sha256": {"fr": "Le jeu de données", "ar": "مجموعة البيانات", "en": "The dataset"},
    "data_seen": {
        "fr": "L'accès aux données avant le plan",
        "ar": "الاطلاع على البيانات قبل الخطة",
        "en": "Access to the data before the plan"},
    "notes": {"fr": "Les remarques", "ar": "الملاحظات", "en": "The notes"},
    "baseline": {"fr": "La mesure avant", "ar": "القياس القبلي", "en": "The measure before"},
    "instrument": {"fr": "L'instrument", "ar": "المتغير الأداتي", "en": "The instrument"},
    "running": {"fr": "Le score de la règle", "ar": "متغير العتبة", "en": "The score of the rule"},
    "unit_id": {"fr": "L'unité suivie", "ar": "الوحدة المتابَعة", "en": "The unit followed"},
    "time": {"fr": "La période", "ar": "الفترة", "en": "The period"},
    "cohort": {"fr": "La date de début", "ar": "تاريخ البداية", "en": "The first period of treatment"},
    "cutoff": {"fr": "Le seuil", "ar": "العتبة", "en": "The threshold"},
    "secondary_outcomes": {
        "fr": "Les résultats secondaires", "ar": "النتائج الثانوية", "en": "The secondary outcomes"},
    "multiple_testing": {
        "fr": "Le compte de plusieurs résultats", "ar": "احتساب عدة نتائج معًا", "en": "The counting of several outcomes"},
    "subgroups": {"fr": "Les sous-groupes", "ar": "المجموعات الفرعية", "en": "The subgroups"},
    "exclusions": {"fr": "Les règles d'exclusion", "ar": "قواعد الاستبعاد", "en": "The exclusion rules"},
    "missing_data": {"fr": "Les réponses manquantes", "ar": "الإجابات الناقصة", "en": "Missing answers"},
    "sample_size": {"fr": "Le calcul de l'effectif", "ar": "حساب حجم العينة", "en": "The size of the sample"},
    "draws": {"fr": "Les tirages au sort", "ar": "القرعات", "en": "The draws"},
})  # fmt: skip

_SENTENCES = {
    "fr": "{field} : « {before} » dans le plan scellé, « {after} » ensuite.",
    "ar": "{field}: «{before}» في الخطة المختومة، ثم «{after}» بعدها.",
    "en": "{field}: “{before}” in the sealed plan, “{after}” afterwards.",
}
_NOTHING = {"fr": "rien", "ar": "لا شيء", "en": "nothing"}
_YES = {"fr": "oui", "ar": "نعم", "en": "yes"}
_NO = {"fr": "non", "ar": "لا", "en": "no"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between the sealed plan and what was done.

    Attributes
    ----------
    field : str
        Name of the field of `Plan`.
    before, after : object
        What the sealed plan held; what the later one holds.
    severity : {'major', 'moderate', 'minor'}
        Major when another question is answered, moderate when the analysis differs, minor for words.
    text : dict of str
        One sentence by language (fr, ar, en).
    """

    field: str
    before: object
    after: object
    severity: Severity
    text: dict[str, str]


def compare(sealed: Plan, later: Plan) -> tuple[Change, ...]:
    """Tell what changed after sealing, the gravest first.

    Examples
    --------
    >>> from dataclasses import replace
    >>> sealed = Plan(question="Does credit raise income?", design="individually_randomised",
    ...               outcome="income", treatment="credit")
    >>> [(change.field, change.severity) for change in compare(sealed, replace(sealed, outcome="sales"))]
    [('outcome', 'major')]
    """
    found = [
        _change(field.name, getattr(sealed, field.name), getattr(later, field.name))
        for field in fields(Plan)
        if getattr(sealed, field.name) != getattr(later, field.name)
    ]
    order = ("major", "moderate", "minor")
    return tuple(sorted(found, key=lambda change: order.index(change.severity)))


def _change(name: str, before: object, after: object) -> Change:
    text: dict[str, str] = {
        language: _SENTENCES[language].format(
            field=FIELD_NAMES[name][language], before=_shown(before, language), after=_shown(after, language)
        )
        for language in LANGUAGES
    }
    return Change(field=name, before=before, after=after, severity=SEVERITIES[name], text=text)


def _shown(value: object, language: str) -> str:
    if isinstance(value, bool):
        return _YES[language] if value else _NO[language]
    if value is None or value in {"", ()}:
        return _NOTHING[language]
    if isinstance(value, tuple):
        return ("، " if language == "ar" else ", ").join(value)
    return str(value)
