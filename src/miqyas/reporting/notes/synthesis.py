"""Notes about studies put together."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "knapp_hartung_shorter": {
        "fr": (
            "Les {count} études s'accordent mieux que leurs erreurs types ne le laissent attendre : "
            "l'intervalle de Knapp et Hartung est alors trop sûr de lui. Lisez aussi l'intervalle normal."
        ),
        "ar": (
            "تتفق الدراسات ({count}) أكثر مما تسمح به أخطاؤها المعيارية: مجال كناب وهارتونغ واثق حينئذ أكثر "
            "مما ينبغي. اقرؤوا المجال الطبيعي أيضا."
        ),
        "en": (
            "The {count} studies agree better than their standard errors lead one to expect: the "
            "Knapp-Hartung interval is then too sure of itself. Read the normal interval too."
        ),
    },
}
