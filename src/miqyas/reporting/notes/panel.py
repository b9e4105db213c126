"""Notes about units followed over time."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "units_seen_once": {
        "fr": "Unités vues dans une seule période : {count}. Leur changement n'est pas connu ; elles n'apprennent rien.",
        "ar": "وحدات لم تُشاهَد إلا في فترة واحدة: {count}. تغيرها غير معروف، فلا تفيد في معرفة الأثر.",
        "en": "Units seen in one period only: {count}. Their change is not known; they say nothing about the effect.",
    },
    "incomplete_units": {
        "fr": "Unités qui ne sont pas vues dans toutes les périodes, écartées : {count}.",
        "ar": "وحدات لم تُشاهَد في كل الفترات، أُبعدت: {count}.",
        "en": "Units not seen in every period, left out: {count}.",
    },
    "always_treated_units": {
        "fr": "Unités déjà traitées à la première période, écartées : {count}. Leur avant n'est pas connu.",
        "ar": "وحدات عولجت منذ الفترة الأولى، أُبعدت: {count}. حالتها قبل المعالجة غير معروفة.",
        "en": "Units already treated in the first period, left out: {count}. Their before is not known.",
    },
    "treated_after_the_end": {
        "fr": "Unités traitées après la dernière période, comptées comme jamais traitées : {count}.",
        "ar": "وحدات عولجت بعد الفترة الأخيرة، عُدّت غير معالَجة: {count}.",
        "en": "Units treated after the last period, counted as never treated: {count}.",
    },
    "several_cohorts": {
        "fr": (
            "Dates d'entrée dans le traitement : {count}. Si l'effet diffère de l'une à l'autre, chaque chiffre mêle des "
            "effets d'autres moments, même avant le traitement. Comparez aux effets par groupe et période (group-time) "
            "ou pondérés par interaction (interaction-weighted)."
        ),
        "ar": (
            "عدد تواريخ بدء المعالجة: {count}. إذا اختلف الأثر من تاريخ إلى آخر، فكل رقم يخلط آثار أزمنة أخرى، حتى قبل "
            "المعالجة. قارنوا بآثار المجموعات والفترات (group-time) أو بالآثار المرجحة بالتفاعل (interaction-weighted)."
        ),
        "en": (
            "Dates of entry into treatment: {count}. If the effect differs between them, each figure mixes effects at "
            "other times, even before treatment. Compare with group-time effects (group-time) or interaction-weighted "
            "ones (interaction-weighted)."
        ),
    },
    "pooled_events": {
        "fr": "Temps depuis le traitement réunis aux deux bouts : {count}. Le premier et le dernier chiffre en sont des moyennes.",
        "ar": "أزمنة منذ المعالجة جُمعت عند الطرفين: {count}. الرقمان الأول والأخير متوسطات لها.",
        "en": "Times since treatment put together at the ends: {count}. The first and last figures are averages of them.",
    },
}
