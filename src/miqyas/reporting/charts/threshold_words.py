"""The words on the charts of a threshold, in French, Arabic and English."""

from miqyas.types import Language

THRESHOLD: dict[Language, dict[str, str]] = {
    "fr": {
        "picture": "« {outcome} » de part et d'autre du seuil",
        "picture_note": "Points : moyennes par tranche. Lignes : ajustement dans la fenêtre, intervalle à {level}.",
        "picture_said": "Au seuil {cutoff} : {treated} du côté traité, {other} de l'autre.",
        "treated": "Côté traité", "other": "Autre côté", "side": "Côté",
        "sensitivity": "L'effet tient-il avec d'autres fenêtres ?",
        "sensitivity_note": "Intervalles à {level} ; cercle plein : la fenêtre retenue.",
        "sensitivity_said": "Fenêtre {bandwidth} : {value}, de {low} à {high}.",
        "bandwidth": "Fenêtre", "no_effect": "Aucun effet",
        "density": "Des unités se sont-elles placées d'un côté du seuil ?",
        "density_note": "Barres : part des unités. Lignes : densité et intervalle à {level}.",
        "density_axis": "Densité", "above": "Au-dessus du seuil", "below": "Au-dessous du seuil",
        "density_said": "Densité au seuil : {below} au-dessous, {above} au-dessus.",
    },
    "ar": {
        "picture": "«{outcome}» على جانبي العتبة",
        "picture_note": "النقط: متوسطات حسب الشرائح. الخطوط: التقدير داخل النافذة، ومجال الثقة {level}.",
        "picture_said": "عند العتبة {cutoff}: {treated} في جانب المعالجة، و{other} في الجانب الآخر.",
        "treated": "جانب المعالجة", "other": "الجانب الآخر", "side": "الجانب",
        "sensitivity": "هل يثبت الأثر مع نوافذ أخرى؟",
        "sensitivity_note": "مجالات الثقة {level}؛ الدائرة المملوءة: النافذة المعتمدة.",
        "sensitivity_said": "النافذة {bandwidth}: {value}، من {low} إلى {high}.",
        "bandwidth": "النافذة", "no_effect": "لا أثر",
        "density": "هل اختارت وحدات جانبا من العتبة؟",
        "density_note": "الأعمدة: نسبة الوحدات. الخطوط: الكثافة ومجال الثقة {level}.",
        "density_axis": "الكثافة", "above": "فوق العتبة", "below": "تحت العتبة",
        "density_said": "الكثافة عند العتبة: {below} تحتها، و{above} فوقها.",
    },
    "en": {
        "picture": "“{outcome}” on the two sides of the threshold",
        "picture_note": "Points: means of bins. Lines: fit within the bandwidth, {level} interval.",
        "picture_said": "At the threshold {cutoff}: {treated} on the treated side, {other} on the other.",
        "treated": "Treated side", "other": "Other side", "side": "Side",
        "sensitivity": "Does the effect hold with other bandwidths?",
        "sensitivity_note": "{level} intervals; filled circle: the bandwidth chosen.",
        "sensitivity_said": "Bandwidth {bandwidth}: {value}, {low} to {high}.",
        "bandwidth": "Bandwidth", "no_effect": "No effect",
        "density": "Did units place themselves on one side of the threshold?",
        "density_note": "Bars: share of units. Lines: density and {level} interval.",
        "density_axis": "Density", "above": "Above the threshold", "below": "Below the threshold",
        "density_said": "Density at the threshold: {below} below, {above} above.",
    },
}  # fmt: skip
