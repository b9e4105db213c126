"""Notes about synthetic comparisons and interrupted series."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "mix_does_not_reach": {
        "fr": (
            "Aucun mélange de donneurs ne reproduit exactement l'unité traitée avant le traitement : l'écart typique y "
            "vaut {count}\u202f% de ses propres variations. Plus il est grand, moins l'effet est sûr."
        ),
        "ar": (
            "لا يطابق أي مزيج من الوحدات المانحة الوحدة المعالَجة تماما قبل المعالجة: الفارق المعتاد فيها {count}% من "
            "تغيراتها هي. كلما كبر قلت الثقة في الأثر."
        ),
        "en": (
            "No mix of donors reproduces the treated unit exactly before treatment: the typical gap there is {count}% "
            "of its own variation. The larger it is, the less sure the effect."
        ),
    },
    "weights_not_unique": {
        "fr": (
            "Plusieurs mélanges de donneurs conviennent aussi bien avant le traitement ({count} choix retenu parmi eux). "
            "Donnez plus de périodes ou de variables pour les départager."
        ),
        "ar": (
            "توجد عدة أمزجة من الوحدات المانحة تطابق ما قبل المعالجة بالقدر نفسه (اختير منها {count}). أعطوا فترات أو "
            "متغيرات أكثر للتمييز بينها."
        ),
        "en": (
            "Several mixes of donors fit equally well before treatment ({count} was chosen among them). Give more "
            "periods or predictors to tell them apart."
        ),
    },
    "missing_inside_predictors": {
        "fr": "Valeurs manquantes dans les périodes des variables : {count}. Les moyennes prennent celles qui y sont.",
        "ar": "قيم ناقصة داخل فترات المتغيرات: {count}. تُحسب المتوسطات من القيم الموجودة.",
        "en": "Values missing inside the predictors' periods: {count}. The means take those that are there.",
    },
    "poor_pre_fit_placebos": {
        "fr": "Placebos écartés parce que leur mélange les suivait mal avant le traitement : {count}.",
        "ar": "معالجات وهمية أُبعدت لأن مزيجها لم يتبعها جيدا قبل المعالجة: {count}.",
        "en": "Placebos left out because their mix followed them poorly before treatment: {count}.",
    },
    "placebo_draws": {
        "fr": "Les placebos sont {count} tirages parmi les groupes de donneurs possibles, trop nombreux pour être listés.",
        "ar": "المعالجات الوهمية {count} سحبة من مجموعات المانحين الممكنة، لأن عددها لا يسمح بسردها كلها.",
        "en": "The placebos are {count} draws among the possible groups of donors, too many to list.",
    },
    "few_placebos": {
        "fr": (
            "Il n'y a que {count} placebos : une valeur p par rang ne peut pas passer sous 5\u202f%, et l'intervalle "
            "est approximatif."
        ),
        "ar": "لا توجد إلا معالجات وهمية عددها {count}: لا تنزل قيمة احتمالية حسب الرتبة تحت 5%، والمجال تقريبي.",
        "en": "There are only {count} placebos: a p-value by rank cannot fall under 5%, and the interval is approximate.",
    },
    "bootstrap_draws": {
        "fr": "L'erreur type vient de {count} tirages des unités avec remise.",
        "ar": "الخطأ المعياري مأخوذ من سحب الوحدات مع الإرجاع، عدد المرات: {count}.",
        "en": "The standard error comes from {count} draws of the units with replacement.",
    },
    "cohorts_averaged": {
        "fr": (
            "Débuts de traitement différents : {count}. L'effet est leur moyenne, selon le nombre d'unités et de "
            "périodes traitées."
        ),
        "ar": "بدايات مختلفة للمعالجة: {count}. الأثر متوسطها حسب عدد الوحدات والفترات المعالَجة.",
        "en": "Different starts of treatment: {count}. The effect is their average, by treated units and periods.",
    },
    "few_periods": {
        "fr": (
            "Un des deux côtés n'a que {count} périodes, moins de huit : la dépendance d'une période à la suivante y est "
            "mal mesurée, et l'intervalle peut être trop court."
        ),
        "ar": (
            "في أحد الجانبين {count} من الفترات فقط، أي أقل من ثمان: يُقاس ارتباط كل فترة بالتي تليها قياسا ضعيفا، وقد يكون "
            "المجال أقصر مما يجب."
        ),
        "en": (
            "One of the two sides has only {count} periods, fewer than eight: how much a period depends on the one before "
            "is poorly measured, and the interval may be too short."
        ),
    },
    "persistence_near_one": {
        "fr": (
            "D'une période à la suivante, les écarts gardent {count} % de leur taille : la série s'éloigne longtemps "
            "de sa droite, et l'effet est très incertain."
        ),
        "ar": (
            "تحتفظ الفوارق من فترة إلى التالية بـ {count}% من حجمها: تبتعد السلسلة طويلا عن خطها، والأثر شديد عدم اليقين."
        ),
        "en": (
            "From one period to the next the errors keep {count}% of their size: the series stays away from its line for "
            "long, and the effect is very uncertain."
        ),
    },
}
