"""Notes about event studies and staggered roll-outs."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "never_treated_left_out": {
        "fr": "Unités jamais traitées, écartées puisque la comparaison est la dernière cohorte : {count}.",
        "ar": "وحدات لم تُعالَج قط، أُبعدت لأن المقارنة بآخر فوج: {count}.",
        "en": "Units never treated, left out since the comparison is the last cohort: {count}.",
    },
}
