"""Notes about the rows, arms, strata and clusters of a sample."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "single_unit_clusters": {
        "fr": (
            "Grappes qui ne comptent qu'une unité : {count}. Elles sont gardées ; vérifiez qu'elles sont "
            "réelles."
        ),
        "ar": "عناقيد لا تضم إلا وحدة واحدة: {count}. أُبقي عليها؛ تحققوا من أنها حقيقية.",
        "en": "Clusters of a single unit: {count}. They are kept; check that they are real.",
    },
    "one_arm_strata": {
        "fr": (
            "Strates où un seul des deux groupes est présent : {count}. Elles n'apprennent rien sur l'effet."
        ),
        "ar": "طبقات لا توجد فيها إلا مجموعة واحدة: {count}. لا تفيد في معرفة الأثر.",
        "en": "Strata in which only one arm is present: {count}. They say nothing about the effect.",
    },
    "small_strata": {
        "fr": (
            "Les grappes ont été tirées au sort dans {count} petites strates (des paires, par exemple) : "
            "l'erreur type par grappe est alors trop petite, jusqu'à 30\u202f%. Donnez aussi la strate comme "
            "grappe."
        ),
        "ar": (
            "أُجريت القرعة بين العناقيد داخل طبقات صغيرة (أزواج مثلا)، وعددها {count}: الخطأ المعياري حسب "
            "العنقود يكون حينئذ أصغر من حقيقته، إلى حد 30%. أعطوا الطبقة عنقودا أيضا."
        ),
        "en": (
            "Clusters were assigned inside {count} small strata (pairs, for instance): the standard error by "
            "cluster is then too small, by up to 30%. Give the strata as the cluster too."
        ),
    },
    "graded_treatment": {
        "fr": (
            "Le traitement prend {count} valeurs : l'effet est celui d'une unité de plus, et la moyenne "
            "montrée est celle de toutes les unités."
        ),
        "ar": (
            "تأخذ المعالجة عددا من القيم هو {count}: الأثر هو أثر وحدة إضافية، والمتوسط المعروض متوسط كل "
            "الوحدات."
        ),
        "en": (
            "The treatment takes {count} values: the effect is that of one unit more, and the mean shown is "
            "that of all units."
        ),
    },
}
