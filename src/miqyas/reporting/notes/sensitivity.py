"""Notes about bounds and missing outcomes."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "reversed_cells": {
        "fr": "Cellules où l'autre groupe perd davantage : {count}. Les bornes supposent alors que le sens de la perte ne change pas à l'intérieur d'une cellule.",
        "ar": "خلايا تفقد فيها المجموعة الأخرى أكثر: {count}. تفترض الحدود حينئذ أن اتجاه الفقد لا يتغير داخل الخلية.",
        "en": "Cells where the other arm lost more: {count}. The bounds then assume that the direction of loss does not change inside a cell.",
    },
    "empty_cells": {
        "fr": "Cellules où un groupe n'a aucun résultat, sans poids dans les bornes : {count}.",
        "ar": "خلايا فيها مجموعة بلا أي نتيجة، لا وزن لها في الحدود: {count}.",
        "en": "Cells where one arm has no outcome at all, without weight in the bounds: {count}.",
    },
    "small_response_chance": {
        "fr": "Unités observées qui avaient moins d'une chance sur vingt de répondre : {count}. Elles pèsent très lourd ; lisez aussi les bornes.",
        "ar": "وحدات أجابت وكان احتمال إجابتها أقل من واحد من عشرين: {count}. وزنها كبير جدا؛ اقرؤوا الحدود أيضا.",
        "en": "Units observed that had less than one chance in twenty to answer: {count}. They weigh a great deal; read the bounds too.",
    },
}
