"""Sentences of the Maryland scale."""

LABELS: dict[int, dict[str, str]] = {
    1: {"fr": "Corrélation simple", "ar": "ارتباط بسيط", "en": "Simple correlation"},
    2: {"fr": "Corrélation avec contrôles", "ar": "ارتباط مع متغيرات ضبط", "en": "Correlation with controls"},
    3: {"fr": "Groupe de comparaison", "ar": "مجموعة مقارنة", "en": "Comparison group"},
    4: {"fr": "Presque comme au hasard", "ar": "شبه عشوائي", "en": "As good as random"},
    5: {"fr": "Tirage au sort réussi", "ar": "قرعة ناجحة", "en": "Sound randomisation"},
}  # fmt: skip

REASONS: dict[str, dict[str, str]] = {
    "not_scoreable": {
        "fr": "Cette méthode ne compare pas ce qui est arrivé à ce qui serait arrivé : l'échelle ne la note pas.",
        "ar": "هذه الطريقة لا تقارن ما حدث بما كان سيحدث، لذا لا يصنّفها السلّم.",
        "en": "This method does not compare what happened with what would have happened: the scale does not score it."},
    "no_outcome_data": {
        "fr": "Le résultat n'a pas été mesuré : il n'y a rien à noter.",
        "ar": "لم تُقَس النتيجة، فلا شيء يُصنَّف.",
        "en": "The outcome was not measured: there is nothing to score."},
    "after_only": {
        "fr": "Le résultat est mesuré une fois, sans comparaison : l'échelle demande un avant ou un autre groupe.",
        "ar": "قيست النتيجة مرة واحدة دون مقارنة، والسلّم يطلب قياسًا قبليًا أو مجموعة أخرى.",
        "en": "The outcome is measured once, without comparison: the scale asks for a before or another group."},
    "ceiling": {
        "fr": "Cette méthode atteint au plus le niveau {ceiling}.",
        "ar": "تبلغ هذه الطريقة المستوى {ceiling} على الأكثر.",
        "en": "This method reaches level {ceiling} at most."},
    "matched_without_before": {
        "fr": "L'appariement se fait sans mesure avant l'intervention : niveau 2 au plus (notre lecture).",
        "ar": "المطابقة تمت دون قياس قبلي: المستوى 2 على الأكثر (قراءتنا).",
        "en": "Matching is done without an earlier measure of the outcome: level 2 at most (our reading)."},
    "controls": {
        "fr": "Les variables de contrôle sont suffisantes et justifiées.",
        "ar": "متغيرات الضبط كافية ومبرَّرة.",
        "en": "The controls are adequate and argued."},
    "no_controls": {
        "fr": "Les variables de contrôle manquent ou ne suffisent pas.",
        "ar": "متغيرات الضبط غائبة أو غير كافية.",
        "en": "Controls are absent or inadequate."},
    "justified": {
        "fr": "Le choix de la comparaison est justifié.",
        "ar": "اختيار المقارنة مبرَّر.",
        "en": "The choice of the comparison is justified."},
    "not_justified": {
        "fr": "Le choix de la comparaison n'est pas justifié.",
        "ar": "اختيار المقارنة غير مبرَّر.",
        "en": "The choice of the comparison is not justified."},
    "balanced": {
        "fr": "Les groupes se ressemblaient avant l'intervention.",
        "ar": "كانت المجموعتان متشابهتين قبل التدخل.",
        "en": "The groups were alike before the intervention."},
    "unbalanced": {
        "fr": "Les groupes différaient déjà avant l'intervention.",
        "ar": "كانت المجموعتان مختلفتين قبل التدخل.",
        "en": "The groups already differed before the intervention."},
    "balance_not_shown": {
        "fr": "Aucun tableau ne montre que les groupes se ressemblaient avant l'intervention.",
        "ar": "لا جدول يبيّن أن المجموعتين كانتا متشابهتين قبل التدخل.",
        "en": "No table shows that the groups were alike before the intervention."},
    "attrition_low": {
        "fr": "Peu d'unités ont été perdues : {overall} au total, {differential} d'écart entre groupes.",
        "ar": "فُقدت وحدات قليلة: {overall} إجمالًا، والفرق بين المجموعتين {differential}.",
        "en": "Few units were lost: {overall} overall, {differential} between groups."},
    "attrition_high": {
        "fr": "Trop d'unités ont été perdues : {overall} au total, {differential} d'écart entre groupes.",
        "ar": "فُقدت وحدات كثيرة: {overall} إجمالًا، والفرق بين المجموعتين {differential}.",
        "en": "Too many units were lost: {overall} overall, {differential} between groups."},
    "attrition_severe": {
        "fr": "Les pertes sont graves : {overall} au total, {differential} d'écart entre groupes. Deux niveaux de moins.",
        "ar": "الفقدان خطير: {overall} إجمالًا، والفرق بين المجموعتين {differential}. ينقص مستويان.",
        "en": "Losses are severe: {overall} overall, {differential} between groups. Two levels less."},
    "contamination_low": {
        "fr": "Le groupe de comparaison n'a presque pas reçu l'intervention ({rate}).",
        "ar": "لم تتلقَّ مجموعة المقارنة التدخل تقريبًا ({rate}).",
        "en": "The comparison group hardly received the intervention ({rate})."},
    "contamination_high": {
        "fr": "Une part du groupe de comparaison a reçu l'intervention ({rate}).",
        "ar": "تلقّى جزء من مجموعة المقارنة التدخل ({rate}).",
        "en": "Part of the comparison group received the intervention ({rate})."},
}  # fmt: skip
