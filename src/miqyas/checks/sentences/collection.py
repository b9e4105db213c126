"""What the checks of answers say: one sentence for all answers, one for each answer that needs a look."""

from collections.abc import Mapping

from miqyas.checks.phrases import decimal, figure, named, percent
from miqyas.results.table import Cell
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]
SHARES = frozenset({"share", "low", "high", "highest", "fixed_share", "fixed_low", "fixed_high"})

# {seen}: "To look at: 3 of 340 answers."
SEEN: dict[Language, str] = {
    "fr": "Réponses à revoir : {n_flagged} sur {n}.",
    "ar": "إجابات تحتاج مراجعة: {n_flagged} من {n}.",
    "en": "Answers that need a look: {n_flagged} of {n}.",
}
HEADLINES: dict[str, dict[Language, str]] = {
    "completeness": {
        "fr": "{seen} Parmi les questions posées, {share} sont restées sans réponse.",
        "ar": "{seen} من بين الأسئلة المطروحة بقي {share} بلا إجابة.",
        "en": "{seen} Of the questions put, {share} were left without answer.",
    },
    "missing_by_question": {
        "fr": "Questions trop souvent laissées sans réponse : {n_above} sur {n_questions}.",
        "ar": "أسئلة تبقى بلا إجابة أكثر من اللازم: {n_above} من {n_questions}.",
        "en": "Questions left without answer too often: {n_above} of {n_questions}.",
    },
    "duration": {
        "fr": "{seen} Leur durée s'écarte trop de celle des autres.",
        "ar": "{seen} مدتها بعيدة جدا عن مدة الإجابات الأخرى.",
        "en": "{seen} They lasted much less or much more than the others.",
    },
    "time_of_day": {
        "fr": "{seen} Elles ont commencé hors des heures de travail.",
        "ar": "{seen} بدأت خارج ساعات العمل.",
        "en": "{seen} They began outside the hours of work.",
    },
    "position": {
        "fr": "{seen} Leur position n'est pas celle attendue, ou n'est pas sûre. Positions comparées : {n_compared}.",
        "ar": "{seen} موقعها ليس المكان المنتظر أو ليس مؤكدا. مواقع قورنت: {n_compared}.",
        "en": "{seen} Their position is not the one expected, or is not sure. Positions compared: {n_compared}.",
    },
    "exact_duplicates": {
        "fr": "{seen} Elles répètent mot pour mot une réponse reçue avant.",
        "ar": "{seen} تكرر حرفيا إجابة سبقتها.",
        "en": "{seen} They repeat an earlier answer word for word.",
    },
    "percent_match": {
        "fr": "{seen} Elles disent presque la même chose qu'une autre. Regardez avant de conclure.",
        "ar": "{seen} تكاد تقول ما تقوله إجابة أخرى. انظروا قبل أن تستنتجوا.",
        "en": "{seen} They say nearly the same as another one. Look before concluding.",
    },
    "similar_names": {
        "fr": "{seen} Un nom s'y écrit ou s'y entend presque comme dans une réponse reçue avant.",
        "ar": "{seen} فيها اسم يُكتب أو يُنطق مثل اسم في إجابة سابقة تقريبا.",
        "en": "{seen} A name in them is written or sounds nearly as in an earlier answer.",
    },
    "outliers": {
        "fr": "{seen} Un nombre s'y écarte trop des autres. Il peut être vrai.",
        "ar": "{seen} فيها عدد بعيد جدا عن الأعداد الأخرى. قد يكون صحيحا.",
        "en": "{seen} A number in them is far from the others. It may be true.",
    },
    "straight_lining": {
        "fr": "{seen} On y répond la même chose à toute une série de questions.",
        "ar": "{seen} الإجابة فيها واحدة عن سلسلة كاملة من الأسئلة.",
        "en": "{seen} They say the same to a whole series of questions.",
    },
    "consent_rate": {
        "fr": "Ont accepté de répondre : {n_yes} sur {n}, soit {share} [{low} ; {high}].",
        "ar": "وافق على الإجابة {n_yes} من {n}، أي {share} [{low} ؛ {high}].",
        "en": "Agreed to answer: {n_yes} of {n}, that is {share} [{low}, {high}].",
    },
    "quota_progress": {
        "fr": "Réponses recueillies dans les quotas : {found} sur {target} ({share}). Quotas atteints : {n_reached} sur {n_groups}.",
        "ar": "إجابات جُمعت ضمن الحصص: {found} من {target} ({share}). حصص اكتملت: {n_reached} من {n_groups}.",
        "en": "Answers collected within quotas: {found} of {target} ({share}). Quotas reached: {n_reached} of {n_groups}.",
    },
    "back_checks": {
        "fr": "Sur ce qui ne peut pas changer, la seconde visite contredit la première dans {fixed_share} des cas [{fixed_low} ; {fixed_high}]. Enquêteurs à revoir : {n_above}.",
        "ar": "في ما لا يمكن أن يتغير، تخالف الزيارة الثانية الأولى في {fixed_share} من الحالات [{fixed_low} ؛ {fixed_high}]. باحثون يحتاجون متابعة: {n_above}.",
        "en": "On what cannot change, the second visit contradicts the first in {fixed_share} of cases [{fixed_low}, {fixed_high}]. Enumerators to look at: {n_above}.",
    },
}
CANNOT_TELL: dict[Language, str] = {
    "fr": "Il n'y a pas encore de quoi en juger.",
    "ar": "لا يوجد بعد ما يكفي للحكم.",
    "en": "There is not enough to judge yet.",
}
REASONS: dict[str, dict[Language, str]] = {
    "incomplete": {
        "fr": "Questions posées et laissées sans réponse : {value_share} (limite {limit_share}).",
        "ar": "أسئلة طُرحت وبقيت بلا إجابة: {value_share} (الحد {limit_share}).",
        "en": "Questions put and left without answer: {value_share} (limit {limit_share}).",
    },
    "too_short": {
        "fr": "Durée de {value_minutes} min, plus courte que la limite de {limit_minutes} min.",
        "ar": "المدة {value_minutes} دقيقة، أقصر من الحد {limit_minutes} دقيقة.",
        "en": "Lasted {value_minutes} min, under the limit of {limit_minutes} min.",
    },
    "too_long": {
        "fr": "Durée de {value_minutes} min, plus longue que la limite de {limit_minutes} min.",
        "ar": "المدة {value_minutes} دقيقة، أطول من الحد {limit_minutes} دقيقة.",
        "en": "Lasted {value_minutes} min, over the limit of {limit_minutes} min.",
    },
    "no_time": {
        "fr": "La fin précède le début : l'horloge du téléphone a changé.",
        "ar": "النهاية قبل البداية: تغيرت ساعة الهاتف.",
        "en": "It ends before it begins: the clock of the phone was changed.",
    },
    "odd_hour": {
        "fr": "Commencée à {value_hour}, hors des heures de travail.",
        "ar": "بدأت على الساعة {value_hour}، خارج ساعات العمل.",
        "en": "Began at {value_hour}, outside the hours of work.",
    },
    "far": {
        "fr": "Donnée à {value_figure} m du lieu attendu (limite {limit_figure} m).",
        "ar": "أُعطيت على بعد {value_figure} متر من المكان المنتظر (الحد {limit_figure} متر).",
        "en": "Given {value_figure} m from where it was expected (limit {limit_figure} m).",
    },
    "imprecise": {
        "fr": "Position connue à {value_figure} m près seulement (limite {limit_figure} m).",
        "ar": "الموقع معروف بدقة {value_figure} متر فقط (الحد {limit_figure} متر).",
        "en": "Position known within {value_figure} m only (limit {limit_figure} m).",
    },
    "impossible_position": {
        "fr": "La position n'est pas un lieu possible.",
        "ar": "الموقع ليس مكانا ممكنا.",
        "en": "The position is no possible place.",
    },
    "no_position": {
        "fr": "Aucune position n'a été prise.",
        "ar": "لم يؤخذ أي موقع.",
        "en": "No position was taken.",
    },
    "repeated": {
        "fr": "Répète une réponse reçue avant.",
        "ar": "تكرر إجابة سبقتها.",
        "en": "Repeats an earlier answer.",
    },
    "nearly_same": {
        "fr": "Identique à une autre réponse pour {value_share} des questions (limite {limit_share}).",
        "ar": "مطابقة لإجابة أخرى في {value_share} من الأسئلة (الحد {limit_share}).",
        "en": "The same as another answer for {value_share} of the questions (limit {limit_share}).",
    },
    "similar_text": {
        "fr": "{question} : écrit presque comme dans une réponse reçue avant (lettres différentes : {value_figure}).",
        "ar": "{question}: مكتوب تقريبا كما في إجابة سابقة (حروف مختلفة: {value_figure}).",
        "en": "{question}: written nearly as in an earlier answer (letters that differ: {value_figure}).",
    },
    "same_sound": {
        "fr": "{question} : s'entend comme dans une réponse reçue avant.",
        "ar": "{question}: يُنطق كما في إجابة سابقة.",
        "en": "{question}: sounds as in an earlier answer.",
    },
    "outlier_low": {
        "fr": "{question} vaut {value_figure}, sous la limite de {limit_figure}.",
        "ar": "{question}: القيمة {value_figure}، تحت الحد {limit_figure}.",
        "en": "{question} is {value_figure}, under the limit of {limit_figure}.",
    },
    "outlier_high": {
        "fr": "{question} vaut {value_figure}, au-dessus de la limite de {limit_figure}.",
        "ar": "{question}: القيمة {value_figure}، فوق الحد {limit_figure}.",
        "en": "{question} is {value_figure}, over the limit of {limit_figure}.",
    },
    "same_throughout": {
        "fr": "Même réponse pour {value_share} de la série {question}.",
        "ar": "الإجابة نفسها في {value_share} من سلسلة {question}.",
        "en": "The same choice for {value_share} of the series {question}.",
    },
    "different": {
        "fr": "{question} : la seconde visite a trouvé autre chose.",
        "ar": "{question}: وجدت الزيارة الثانية إجابة أخرى.",
        "en": "{question}: the second visit found something else.",
    },
}
APART: dict[Language, str] = {
    "fr": "Pour {question}, les enquêteurs dont les réponses s'écartent de celles des autres : {n_apart} sur {n_enumerators}. ",
    "ar": "في {question}، باحثون تختلف إجاباتهم عن إجابات الآخرين: {n_apart} من {n_enumerators}. ",
    "en": "On {question}, enumerators whose answers differ from those of the others: {n_apart} of {n_enumerators}. ",
}
ICC: dict[Language, str] = {
    "fr": "Part de la variation qui suit l'enquêteur : {icc} [{low} ; {high}]. Elle multiplie la variance d'une moyenne par {deff}. Une partie peut venir des lieux visités.",
    "ar": "حصة التباين التي تتبع الباحث: {icc} [{low} ؛ {high}]. تضاعف تباين المتوسط بمعامل {deff}. قد يأتي جزء منها من الأماكن المزورة.",
    "en": "Share of the variation that goes with who asks: {icc} [{low}, {high}]. It multiplies the variance of a mean by {deff}. Part of it may come from the places visited.",
}


def headline(name: str, language: Language, facts: Facts, *, tells: bool) -> str:
    """Say in one sentence what a check found over all answers."""
    if not tells:
        return CANNOT_TELL[language]
    said = {
        key: percent(float(value), language) if key in SHARES else str(value) for key, value in facts.items()
    }
    seen = SEEN[language].format(**said) if "n_flagged" in said else ""
    return HEADLINES[name][language].format(seen=seen, **said)


def enumerator_sentence(language: Language, facts: Facts) -> str:
    """Say who stands apart, and what it costs in precision."""
    said = APART[language].format(
        question=named(str(facts["question"]), language),
        n_apart=facts["n_apart"],
        n_enumerators=facts["n_enumerators"],
    )
    if "icc" not in facts:
        return said + CANNOT_TELL[language]
    low, value, high = (max(0.0, float(facts[key])) for key in ("icc_low", "icc", "icc_high"))
    return said + ICC[language].format(
        icc=percent(value, language),
        low=percent(low, language),
        high=percent(high, language),
        deff=decimal(float(facts["design_effect"]), language),
    )


def flag_sentence(
    reason: str, language: Language, *, question: str = "", value: Cell = None, limit: Cell = None
) -> str:
    """Say why one answer needs a look, in the words a field supervisor uses.

    Examples
    --------
    >>> flag_sentence("too_short", "en", value=90.0, limit=600.0)
    'Lasted 1.5 min, under the limit of 10.0 min.'
    """
    return REASONS[reason][language].format(
        question=named(question, language),
        **_ways("value", value, language),
        **_ways("limit", limit, language),
    )


def _ways(name: str, value: Cell, language: Language) -> dict[str, str]:
    """A figure as each sentence may want it."""
    if not isinstance(value, int | float):
        return dict.fromkeys((f"{name}_share", f"{name}_minutes", f"{name}_figure", f"{name}_hour"), "—")
    minutes = round((value % 24) * 60)
    return {
        f"{name}_share": percent(value, language),
        f"{name}_minutes": decimal(value / 60, language, 1),
        f"{name}_figure": figure(value, language)
        if value != round(value)
        else f"{value:,.0f}".replace(",", "\u202f" if language != "en" else ","),
        f"{name}_hour": f"{minutes // 60:02d}:{minutes % 60:02d}",
    }
