"""Notes about regression discontinuities."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "mass_points": {
        "fr": "Beaucoup d'unités ont la même valeur de la variable qui décide : {count} valeurs différentes dans la fenêtre. L'intervalle peut être trop court si ces valeurs sont peu nombreuses ; regardez aussi l'estimation par grappe de valeur.",
        "ar": "وحدات كثيرة لها القيمة نفسها للمتغير الذي تنظر إليه القاعدة: عدد القيم المختلفة داخل النافذة {count}. قد يكون المجال أقصر مما يجب إذا كانت هذه القيم قليلة؛ انظروا أيضًا إلى التقدير بجعل كل قيمة عنقودًا.",
        "en": "Many units share one value of the running variable: {count} different values within the bandwidth. The interval may be too short if these are few; look also at the estimate with that value as the cluster.",
    },
    "weak_received": {
        "fr": "Le saut du traitement reçu au seuil est faible (F inférieur à {count}) : lisez l'intervalle d'Anderson-Rubin plutôt que l'intervalle usuel.",
        "ar": "قفزة المعالجة المتلقاة عند العتبة ضعيفة (إحصاءة F أقل من {count}): اقرؤوا مجال أندرسون وروبين بدل المجال المعتاد.",
        "en": "The jump of the treatment received at the threshold is weak (F below {count}): read the Anderson-Rubin interval rather than the usual one.",
    },
    "binned_bandwidth": {
        "fr": "La table est longue ({count} lignes) : la fenêtre a été choisie sur des tranches fines, et l'effet estimé sur les seules unités qu'elle contient.",
        "ar": "الجدول طويل (عدد الصفوف {count}): اختيرت النافذة من شرائح دقيقة، وقُدّر الأثر على الوحدات التي بداخلها فقط.",
        "en": "The table is long ({count} rows): the bandwidth was chosen on fine bins, and the effect estimated on the units it holds alone.",
    },
}
