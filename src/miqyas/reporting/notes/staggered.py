"""Notes about event studies and staggered roll-outs."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "treated_rows_without_comparison": {
        "fr": (
            "Lignes sous traitement dont l'unité ou la période n'est jamais vue sans traitement, écartées : {count}. "
            "Les effets sont ceux des autres."
        ),
        "ar": (
            "سطور تحت المعالجة لم تُشاهَد وحدتها أو فترتها دون معالجة، أُبعدت: {count}. الآثار هي آثار السطور الأخرى."
        ),
        "en": (
            "Rows under treatment whose unit or period is never seen without it, left out: {count}. The effects are "
            "those of the others."
        ),
    },
    "never_treated_left_out": {
        "fr": "Unités jamais traitées, écartées puisque la comparaison est la dernière cohorte : {count}.",
        "ar": "وحدات لم تُعالَج قط، أُبعدت لأن المقارنة بآخر فوج: {count}.",
        "en": "Units never treated, left out since the comparison is the last cohort: {count}.",
    },
    "not_decomposed": {
        "fr": "La décomposition de ce chiffre en comparaisons (Goodman-Bacon) n'est pas faite au-delà de {count} lignes ; demandez-la à part (goodman_bacon).",
        "ar": "لا يُفكَّك هذا الرقم إلى مقارناته (غودمان-بيكن) بعد {count} صف؛ اطلبوا ذلك على حدة (goodman_bacon).",
        "en": "This figure is not taken apart into its comparisons (Goodman-Bacon) beyond {count} rows; ask for it apart (goodman_bacon).",
    },
}
