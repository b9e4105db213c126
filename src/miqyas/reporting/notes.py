"""What a reader must know beside an estimate, said in words."""

from miqyas.results.estimate import Estimate, Note
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
LEFT_OUT: dict[Language, str] = {
    "fr": "Covariables écartées, car les autres colonnes disent déjà la même chose : {names}.",
    "ar": "متغيرات مصاحبة أُبعدت لأن الأعمدة الأخرى تقول الشيء نفسه: {names}.",
    "en": "Covariates left out because other columns already say the same: {names}.",
}


def note_sentence(note: Note, language: Language) -> str:
    """Say one note in a sentence."""
    return SENTENCES[note.name][language].format(count=note.count)


def estimate_notes(estimate: Estimate, language: Language) -> tuple[str, ...]:
    """Say all a reader must know beside the figure, most consequential last."""
    sentences = [note_sentence(note, language) for note in estimate.notes]
    if estimate.dropped_covariates:
        sentences.insert(0, LEFT_OUT[language].format(names=", ".join(estimate.dropped_covariates)))
    return tuple(sentences)
