"""Notes about matching, weighting, and comparisons that stand in for them."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "before_after_only": {
        "fr": (
            "Ce chiffre n'est pas un effet : il compare deux dates ({count} observations), sans personne pour montrer "
            "ce qui serait arrivé sans l'intervention. Tout ce qui a changé entre-temps (saison, prix, âge, autres "
            "programmes) y est compté."
        ),
        "ar": (
            "هذا الرقم ليس أثرا: إنه يقارن بين تاريخين (عدد الملاحظات: {count}) دون من يبين ما كان سيحدث بلا تدخل. كل ما "
            "تغير بينهما (الموسم والأسعار والعمر وبرامج أخرى) محسوب فيه."
        ),
        "en": (
            "This figure is not an effect: it compares two dates ({count} observations), with nobody to show what would "
            "have happened without the intervention. All that changed meanwhile (season, prices, age, other "
            "programmes) is counted in it."
        ),
    },
    "groups_as_found": {
        "fr": (
            "Ce chiffre n'est pas un effet : il compare {count} observations telles qu'elles sont, participants et non "
            "participants. Ceux qui participent diffèrent souvent des autres dès le départ, et cette différence y est "
            "comptée."
        ),
        "ar": (
            "هذا الرقم ليس أثرا: إنه يقارن بين المشاركين وغيرهم كما هم (عدد الملاحظات: {count}). يختلف المشاركون غالبا "
            "عن غيرهم منذ البداية، وهذا الاختلاف محسوب فيه."
        ),
        "en": (
            "This figure is not an effect: it compares {count} observations as found, those who took part and those who "
            "did not. Those who take part often differ from the start, and that difference is counted in it."
        ),
    },
    "score_trimmed": {
        "fr": (
            "Unités écartées car leur chance d'être traitées est trop proche de 0 ou de 1 : {count}. L'effet est celui "
            "des unités gardées."
        ),
        "ar": "وحدات أُبعدت لأن احتمال معالجتها قريب جدا من 0 أو 1: {count}. الأثر هو أثر الوحدات المحتفظ بها.",
        "en": (
            "Units left out because their chance of treatment is too near 0 or 1: {count}. The effect is that on the "
            "units kept."
        ),
    },
    "unmeasured_selection": {
        "fr": (
            "L'effet n'est juste que si les covariables données ({count}) contiennent tout ce qui joue à la fois sur le "
            "traitement et sur le résultat. Les données ne peuvent pas le montrer."
        ),
        "ar": (
            "لا يصح هذا الأثر إلا إذا كانت المتغيرات المصاحبة المعطاة ({count}) تضم كل ما يؤثر في المعالجة وفي النتيجة "
            "معا. ولا يمكن للبيانات أن تبين ذلك."
        ),
        "en": (
            "The effect is right only if the covariates given ({count}) hold all that moves both treatment and outcome. "
            "The data cannot show it."
        ),
    },
    "unmatched": {
        "fr": "Unités laissées de côté car personne ne leur ressemble : {count}. L'effet est celui des unités appariées.",
        "ar": "وحدات تُركت لأن لا أحد يشبهها: {count}. الأثر هو أثر الوحدات المطابَقة.",
        "en": "Units left out because nobody resembles them: {count}. The effect is that on the units matched.",
    },
    "units_as_matches": {
        "fr": "Unités différentes qui ont servi de semblables : {count}.",
        "ar": "عدد الوحدات المختلفة التي استُعملت أشباها: {count}.",
        "en": "Different units that served as matches: {count}.",
    },
    "coarsened_strata": {
        "fr": "Classes de covariables où les deux groupes sont présents : {count}.",
        "ar": "فئات المتغيرات المصاحبة التي توجد فيها المجموعتان: {count}.",
        "en": "Classes of covariates in which both arms are present: {count}.",
    },
    "groups_looked_at": {
        "fr": (
            "Groupes regardés : {count}. Ils devaient être déclarés avant de voir les résultats ; sinon, ce qui ressort "
            "peut n'être que du hasard."
        ),
        "ar": (
            "عدد المجموعات المنظور فيها: {count}. كان يجب إعلانها قبل رؤية النتائج؛ وإلا فقد يكون ما يبرز منها مجرد صدفة."
        ),
        "en": (
            "Groups looked at: {count}. They had to be declared before seeing the results; otherwise what stands out may "
            "be chance alone."
        ),
    },
    "units_that_chose_groups": {
        "fr": "Unités qui ont servi à choisir les groupes et n'entrent pas dans les effets : {count}.",
        "ar": "وحدات استُعملت لاختيار المجموعات ولا تدخل في الآثار: {count}.",
        "en": "Units used to choose the groups, and kept out of the effects: {count}.",
    },
    "no_group_stood_out": {
        "fr": "Aucun partage des unités ({count}) n'améliore la prédiction de l'effet : un seul groupe est montré.",
        "ar": "لا يحسّن أي تقسيم للوحدات ({count}) توقع الأثر: تُعرض مجموعة واحدة.",
        "en": "No split of the units ({count}) predicts the effect better: one group is shown.",
    },
    "quantiles_of_arms": {
        "fr": (
            "Ces effets comparent la répartition du résultat dans les deux groupes ({count} observations) ; ils ne disent "
            "pas ce qu'ont gagné les personnes placées à ce rang."
        ),
        "ar": (
            "تقارن هذه الآثار توزيع النتيجة في المجموعتين (عدد الملاحظات: {count})؛ ولا تقول ما كسبه الأشخاص الموجودون في "
            "تلك الرتبة."
        ),
        "en": (
            "These effects compare how the outcome is spread in the two arms ({count} observations); they do not say what "
            "the people at that rank gained."
        ),
    },
}
