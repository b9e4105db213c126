"""Names a reader sees for what a theory says: levels, terms, confidences, effects, roles, risks, dimensions."""

from typing import Literal, TypeAlias

from miqyas.theory.graph import Confidence, Effect, Level, Term
from miqyas.theory.impact import Degree, RiskKind, Role
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

# By band of the drawing (`layering.band_of`).
BAND_HEADINGS: dict[str, dict[Language, str]] = {
    **{str(level): names for level, names in LEVEL_HEADINGS.items()},
    "outcome-short": {
        "fr": "Résultats à court terme",
        "ar": "نتائج قصيرة المدى",
        "en": "Short-term outcomes",
    },
    "outcome-medium": {
        "fr": "Résultats à moyen terme",
        "ar": "نتائج متوسطة المدى",
        "en": "Medium-term outcomes",
    },
    "outcome-long": {
        "fr": "Résultats à long terme",
        "ar": "نتائج بعيدة المدى",
        "en": "Long-term outcomes",
    },
}

TERM_NAMES: dict[Term, dict[Language, str]] = {
    "": {"fr": "échéance non dite", "ar": "أجل لم يُذكر", "en": "term not said"},
    "short": {"fr": "court terme", "ar": "المدى القصير", "en": "short term"},
    "medium": {"fr": "moyen terme", "ar": "المدى المتوسط", "en": "medium term"},
    "long": {"fr": "long terme", "ar": "المدى البعيد", "en": "long term"},
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

ROLE_NAMES: dict[Role, dict[Language, str]] = {
    "": {"fr": "rôle non dit", "ar": "دور لم يُذكر", "en": "role not said"},
    "beneficiary": {
        "fr": "personnes pour qui cela doit changer",
        "ar": "من يُنتظر أن يتغير حالهم",
        "en": "people for whom it should change",
    },
    "affected": {
        "fr": "personnes touchées sans être visées",
        "ar": "من يمسهم الأمر دون أن يُقصدوا",
        "en": "people touched without being meant",
    },
    "partner": {"fr": "partenaire", "ar": "شريك", "en": "partner"},
    "authority": {"fr": "autorité", "ar": "سلطة", "en": "authority"},
    "funder": {"fr": "bailleur", "ar": "ممول", "en": "funder"},
    "team": {"fr": "équipe", "ar": "فريق العمل", "en": "team"},
}

RISK_NAMES: dict[RiskKind, dict[Language, str]] = {
    "evidence": {"fr": "preuve", "ar": "الأدلة", "en": "evidence"},
    "external": {"fr": "contexte extérieur", "ar": "السياق الخارجي", "en": "external"},
    "participation": {
        "fr": "participation des personnes concernées",
        "ar": "مشاركة المعنيين",
        "en": "stakeholder participation",
    },
    "drop_off": {"fr": "essoufflement de l’effet", "ar": "تلاشي الأثر", "en": "drop-off"},
    "efficiency": {"fr": "efficience", "ar": "الكفاءة", "en": "efficiency"},
    "execution": {"fr": "exécution", "ar": "التنفيذ", "en": "execution"},
    "alignment": {"fr": "alignement", "ar": "الانسجام", "en": "alignment"},
    "endurance": {"fr": "persévérance", "ar": "الاستمرار", "en": "endurance"},
    "unexpected": {"fr": "effet inattendu", "ar": "أثر غير متوقع", "en": "unexpected impact"},
}

RISK_MEANINGS: dict[RiskKind, dict[Language, str]] = {
    "evidence": {
        "fr": "Les données sont trop pauvres pour savoir ce qui change.",
        "ar": "البيانات أضعف من أن نعرف بها ما الذي يتغير.",
        "en": "The data are too poor to know what changes.",
    },
    "external": {
        "fr": "Des facteurs extérieurs empêchent le changement\u00a0: climat, prix, lois, conflits.",
        "ar": "عوامل خارجية تمنع التغيير: المناخ، الأسعار، القوانين، النزاعات.",
        "en": "Outside factors prevent the change: climate, prices, laws, conflicts.",
    },
    "participation": {
        "fr": "Les attentes des personnes concernées sont mal comprises ou laissées de côté.",
        "ar": "انتظارات المعنيين لم تُفهم جيدا أو أُهملت.",
        "en": "What those concerned expect is misunderstood or left aside.",
    },
    "drop_off": {
        "fr": "Le changement a lieu, puis s’efface.",
        "ar": "يحدث التغيير ثم يزول.",
        "en": "The change happens, then fades.",
    },
    "efficiency": {
        "fr": "Le même résultat était possible avec moins de moyens.",
        "ar": "كان ممكنا بلوغ النتيجة نفسها بموارد أقل.",
        "en": "The same result could be had for less.",
    },
    "execution": {
        "fr": "Les activités ne sont pas menées comme prévu.",
        "ar": "لا تُنجز الأنشطة كما خُطط لها.",
        "en": "Activities are not carried out as planned.",
    },
    "alignment": {
        "fr": "L’impact n’est pas inscrit dans la façon dont l’organisation travaille et gagne sa vie.",
        "ar": "الأثر ليس جزءا من طريقة عمل المنظمة وتمويلها.",
        "en": "Impact is not built into how the organisation works and earns its living.",
    },
    "endurance": {
        "fr": "Les activités s’arrêtent trop tôt.",
        "ar": "تتوقف الأنشطة قبل أوانها.",
        "en": "Activities stop too soon.",
    },
    "unexpected": {
        "fr": "Des effets imprévus touchent des personnes ou la nature.",
        "ar": "آثار غير متوقعة تصيب الناس أو الطبيعة.",
        "en": "Unforeseen effects reach people or nature.",
    },
}

DEGREE_NAMES: dict[Degree, dict[Language, str]] = {
    "": {"fr": "non jugé", "ar": "لم يُقدَّر", "en": "not judged"},
    "low": {"fr": "faible", "ar": "ضعيف", "en": "low"},
    "medium": {"fr": "moyen", "ar": "متوسط", "en": "medium"},
    "high": {"fr": "élevé", "ar": "مرتفع", "en": "high"},
}

# The five dimensions of impact; risk is told by the register.
DIMENSION_NAMES: dict[str, dict[Language, str]] = {
    "what": {"fr": "Quoi", "ar": "ماذا", "en": "What"},
    "who": {"fr": "Qui", "ar": "من", "en": "Who"},
    "how_much": {"fr": "Combien", "ar": "كم", "en": "How much"},
    "contribution": {"fr": "Contribution", "ar": "المساهمة", "en": "Contribution"},
    "risk": {"fr": "Risque", "ar": "المخاطر", "en": "Risk"},
}
