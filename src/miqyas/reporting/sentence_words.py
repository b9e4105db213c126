# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""The words of `miqyas.reporting.sentence`: by language, by strength, by direction.

“unestablished” is what an interval that includes zero is told with; “unknown”, what very low certainty is.
"""

QUOTES = {"fr": "«\u202f{}\u202f»", "ar": "«{}»", "en": "“{}”"}

CLAIMS: dict[str, dict[str, dict[str, str]]] = {
    "fr": {
        "raised": {
            "rise": "L'intervention {treatment} a fait augmenter {outcome} de {size}.",
            "fall": "L'intervention {treatment} a fait baisser {outcome} de {size}.",
        },
        "probably": {
            "rise": "L'intervention {treatment} a probablement fait augmenter {outcome} de {size}.",
            "fall": "L'intervention {treatment} a probablement fait baisser {outcome} de {size}.",
        },
        "may": {
            "rise": "Il est possible que l'intervention {treatment} ait fait augmenter {outcome} de {size}.",
            "fall": "Il est possible que l'intervention {treatment} ait fait baisser {outcome} de {size}.",
        },
        "associated": {
            "rise": "L'intervention {treatment} est associée à une hausse de {outcome} ({difference}), sans que l'on sache si elle en est la cause.",
            "fall": "L'intervention {treatment} est associée à une baisse de {outcome} ({difference}), sans que l'on sache si elle en est la cause.",
        },
        "unknown": {
            "rise": "On ne sait pas si l'intervention {treatment} change {outcome} : une différence est mesurée ({difference}), mais les preuves sont trop faibles pour conclure.",
            "fall": "On ne sait pas si l'intervention {treatment} change {outcome} : une différence est mesurée ({difference}), mais les preuves sont trop faibles pour conclure.",
        },
        "unestablished": {
            "rise": "Nous n'avons pas pu établir que l'intervention {treatment} change {outcome} : la différence mesurée ({difference}) est compatible avec l'absence d'effet.",
            "fall": "Nous n'avons pas pu établir que l'intervention {treatment} change {outcome} : la différence mesurée ({difference}) est compatible avec l'absence d'effet.",
        },
    },
    "ar": {
        "raised": {
            "rise": "أدّى التدخل {treatment} إلى ارتفاع {outcome} بمقدار {size}.",
            "fall": "أدّى التدخل {treatment} إلى انخفاض {outcome} بمقدار {size}.",
        },
        "probably": {
            "rise": "من المرجّح أن يكون التدخل {treatment} قد رفع {outcome} بمقدار {size}.",
            "fall": "من المرجّح أن يكون التدخل {treatment} قد خفّض {outcome} بمقدار {size}.",
        },
        "may": {
            "rise": "من الممكن أن يكون التدخل {treatment} قد رفع {outcome} بمقدار {size}.",
            "fall": "من الممكن أن يكون التدخل {treatment} قد خفّض {outcome} بمقدار {size}.",
        },
        "associated": {
            "rise": "يرتبط التدخل {treatment} بارتفاع {outcome} ({difference})، دون أن نعرف هل هو السبب.",
            "fall": "يرتبط التدخل {treatment} بانخفاض {outcome} ({difference})، دون أن نعرف هل هو السبب.",
        },
        "unknown": {
            "rise": "لا نعرف هل يغيّر التدخل {treatment} {outcome}: قيس فرق ({difference})، لكن الأدلة أضعف من أن تسمح بالاستنتاج.",
            "fall": "لا نعرف هل يغيّر التدخل {treatment} {outcome}: قيس فرق ({difference})، لكن الأدلة أضعف من أن تسمح بالاستنتاج.",
        },
        "unestablished": {
            "rise": "لم نتمكن من إثبات أن التدخل {treatment} يغيّر {outcome}: الفرق المقاس ({difference}) لا يستبعد غياب الأثر.",
            "fall": "لم نتمكن من إثبات أن التدخل {treatment} يغيّر {outcome}: الفرق المقاس ({difference}) لا يستبعد غياب الأثر.",
        },
    },
    "en": {
        "raised": {
            "rise": "The intervention {treatment} raised {outcome} by {size}.",
            "fall": "The intervention {treatment} lowered {outcome} by {size}.",
        },
        "probably": {
            "rise": "The intervention {treatment} probably raised {outcome} by {size}.",
            "fall": "The intervention {treatment} probably lowered {outcome} by {size}.",
        },
        "may": {
            "rise": "The intervention {treatment} may have raised {outcome} by {size}.",
            "fall": "The intervention {treatment} may have lowered {outcome} by {size}.",
        },
        "associated": {
            "rise": "The intervention {treatment} is associated with a rise in {outcome} ({difference}); whether it is the cause is not known.",
            "fall": "The intervention {treatment} is associated with a fall in {outcome} ({difference}); whether it is the cause is not known.",
        },
        "unknown": {
            "rise": "We do not know whether the intervention {treatment} changes {outcome}: a difference was measured ({difference}), but the evidence is too weak to conclude.",
            "fall": "We do not know whether the intervention {treatment} changes {outcome}: a difference was measured ({difference}), but the evidence is too weak to conclude.",
        },
        "unestablished": {
            "rise": "We could not establish that the intervention {treatment} changes {outcome}: the difference measured ({difference}) is compatible with no effect.",
            "fall": "We could not establish that the intervention {treatment} changes {outcome}: the difference measured ({difference}) is compatible with no effect.",
        },
    },
}

# A sign that a sentence claims a cause outright; tests look for them in every weaker sentence.
OUTRIGHT: dict[str, tuple[str, ...]] = {
    "fr": ("a fait augmenter", "a fait baisser"),
    "ar": ("أدّى",),
    "en": ("” raised", "” lowered"),
}

DETAILS = {
    "fr": "Intervalle à {level} : {interval} ; {counts} ; moyenne du groupe de comparaison : {control}.",
    "ar": "مجال الثقة {level}: {interval}؛ {counts}؛ متوسط مجموعة المقارنة: {control}.",
    "en": "{level} interval: {interval}; {counts}; comparison group mean: {control}.",
}

COUNTS: dict[str, dict[str, str]] = {
    "fr": {"alone": "{n} observations", "clustered": "{n} observations dans {clusters} grappes"},
    "ar": {"alone": "عدد الملاحظات: {n}", "clustered": "عدد الملاحظات: {n} في {clusters} عنقودًا"},
    "en": {"alone": "{n} observations", "clustered": "{n} observations in {clusters} clusters"},
}
