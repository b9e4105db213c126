# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""The words on the charts, in French, Arabic and English."""

WORDS: dict[str, dict[str, str]] = {
    "fr": {
        "effect": "Effet", "no_effect": "Aucun effet", "control": "Groupe de comparaison", "treated": "Groupe traité",
        "mean": "Moyenne", "low": "Borne basse", "high": "Borne haute", "n": "Effectif", "arm": "Groupe",
        "arms_title": "Moyennes observées par groupe", "effect_title": "Effet sur « {outcome} »",
        "interval": "intervalle à {level}",
        "balance_title": "Les deux groupes se ressemblaient-ils avant l'intervention ?",
        "balance_axis": "Différence normalisée (traités − comparaison)",
        "balance_note": "Repères : ±0,1 et ±0,25 écart-type.",
        "within": "moins de 0,1", "some": "de 0,1 à 0,25", "large": "plus de 0,25", "size": "Différence",
        "attrition_title": "Part des résultats manquants par groupe", "share": "Part manquante",
        "covariate": "Variable",
    },
    "ar": {
        "effect": "الأثر", "no_effect": "لا أثر", "control": "المجموعة الضابطة", "treated": "مجموعة المعالجة",
        "mean": "المتوسط", "low": "الحد الأدنى", "high": "الحد الأعلى", "n": "العدد", "arm": "المجموعة",
        "arms_title": "المتوسطات الملاحظة حسب المجموعة", "effect_title": "الأثر على «{outcome}»",
        "interval": "مجال الثقة {level}",
        "balance_title": "هل كانت المجموعتان متشابهتين قبل التدخل؟",
        "balance_axis": "الفرق المعياري (المعالجة − الضابطة)",
        "balance_note": "خطوط مرجعية: ±0,1 و±0,25 انحراف معياري.",
        "within": "أقل من 0,1", "some": "من 0,1 إلى 0,25", "large": "أكثر من 0,25", "size": "الفرق",
        "attrition_title": "نسبة النتائج الناقصة حسب المجموعة", "share": "النسبة الناقصة",
        "covariate": "المتغير",
    },
    "en": {
        "effect": "Effect", "no_effect": "No effect", "control": "Comparison group", "treated": "Treated group",
        "mean": "Mean", "low": "Lower bound", "high": "Upper bound", "n": "n", "arm": "Group",
        "arms_title": "Observed mean of each group", "effect_title": "Effect on “{outcome}”",
        "interval": "{level} interval",
        "balance_title": "Were the two groups alike before the intervention?",
        "balance_axis": "Normalised difference (treated − comparison)",
        "balance_note": "Guides: ±0.1 and ±0.25 standard deviation.",
        "within": "under 0.1", "some": "0.1 to 0.25", "large": "over 0.25", "size": "Difference",
        "attrition_title": "Share of outcomes missing in each group", "share": "Share missing",
        "covariate": "Variable",
    },
}  # fmt: skip

DESCRIPTIONS: dict[str, dict[str, str]] = {
    "fr": {
        "effect": "Effet : {value}, {interval}.",
        "arm": "{arm} : {mean} ({n}).",
        "arm_interval": "{arm} : {mean}, {interval} ({n}).",
        "balance": "{name} : {difference}.",
        "not_compared": "Non comparées : {names}.",
        "attrition": "{arm} : {share} ({missing} sur {n}).",
        "complete": "Aucun résultat ne manque dans ce fichier.",
    },
    "ar": {
        "effect": "الأثر: {value}، {interval}.",
        "arm": "{arm}: {mean} ({n}).",
        "arm_interval": "{arm}: {mean}، {interval} ({n}).",
        "balance": "{name}: {difference}.",
        "not_compared": "لم تُقارَن: {names}.",
        "attrition": "{arm}: {share} ({missing} من {n}).",
        "complete": "لا تنقص أي نتيجة في هذا الملف.",
    },
    "en": {
        "effect": "Effect: {value}, {interval}.",
        "arm": "{arm}: {mean} ({n}).",
        "arm_interval": "{arm}: {mean}, {interval} ({n}).",
        "balance": "{name}: {difference}.",
        "not_compared": "Not compared: {names}.",
        "attrition": "{arm}: {share} ({missing} of {n}).",
        "complete": "No outcome is missing in this file.",
    },
}
