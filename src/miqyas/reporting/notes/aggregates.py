"""Notes about sums handed over by data holders."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "withheld_rows": {
        "fr": "Lignes retenues par les détenteurs, car leurs cellules étaient trop petites pour sortir : {count}. L'effet est celui des autres lignes.",
        "ar": "صفوف احتفظ بها حائزو البيانات لأن خلاياها أصغر من أن تخرج: {count}. الأثر هو أثر باقي الصفوف.",
        "en": "Rows withheld by the holders, because their cells were too small to leave: {count}. The effect is that of the other rows.",
    },
    "merged_cells": {
        "fr": "Petites cellules réunies à d'autres avant de sortir : {count}. L'effet n'en change pas ; l'erreur type, un peu.",
        "ar": "خلايا صغيرة جُمعت مع غيرها قبل الخروج: {count}. لا يتغير الأثر بذلك؛ ويتغير الخطأ المعياري قليلا.",
        "en": "Small cells added to others before leaving: {count}. The effect does not change; the standard error, a little.",
    },
    "shared_clusters": {
        "fr": "Grappes présentes chez plusieurs détenteurs, additionnées : {count}. Si une même personne est chez deux détenteurs, elle compte deux fois.",
        "ar": "عناقيد موجودة عند أكثر من حائز، جُمعت: {count}. إذا كان الشخص نفسه عند حائزين حُسب مرتين.",
        "en": "Clusters present with several holders, added up: {count}. A person known to two holders counts twice.",
    },
}
