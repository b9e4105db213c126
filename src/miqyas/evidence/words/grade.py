"""Sentences of GRADE."""

LABELS: dict[int, dict[str, str]] = {
    1: {"fr": "Très faible", "ar": "ضعيف جدًا", "en": "Very low"},
    2: {"fr": "Faible", "ar": "ضعيف", "en": "Low"},
    3: {"fr": "Modéré", "ar": "متوسط", "en": "Moderate"},
    4: {"fr": "Élevé", "ar": "مرتفع", "en": "High"},
}

REASONS: dict[str, dict[str, str]] = {
    "not_scoreable": {
        "fr": "Cette méthode n'estime pas d'effet à partir de données : GRADE ne la note pas.",
        "ar": "لا تقدّر هذه الطريقة أثرًا من البيانات، لذا لا يصنّفها GRADE.",
        "en": "This method does not estimate an effect from data: GRADE does not rate it."},
    "no_outcome_data": {
        "fr": "Le résultat n'a pas été mesuré : il n'y a rien à noter.",
        "ar": "لم تُقَس النتيجة، فلا شيء يُصنَّف.",
        "en": "The outcome was not measured: there is nothing to rate."},
    "starts_high": {
        "fr": "Tirage au sort : on part du niveau élevé.",
        "ar": "قرعة عشوائية: نبدأ من المستوى المرتفع.",
        "en": "Randomised: the rating starts at high."},
    "starts_low": {
        "fr": "Pas de tirage au sort : on part du niveau faible.",
        "ar": "دون قرعة عشوائية: نبدأ من المستوى الضعيف.",
        "en": "Not randomised: the rating starts at low."},
    "bias_none": {
        "fr": "Risque de biais : aucune réserve. Rien n'est retiré.",
        "ar": "خطر التحيّز: لا تحفّظ. لا يُخصم شيء.",
        "en": "Risk of bias: no concern. Nothing is taken off."},
    "bias_serious": {
        "fr": "Risque de biais sérieux : un niveau de moins.",
        "ar": "خطر تحيّز جدّي: ينقص مستوى واحد.",
        "en": "Serious risk of bias: one level less."},
    "bias_very_serious": {
        "fr": "Risque de biais très sérieux : deux niveaux de moins.",
        "ar": "خطر تحيّز جدّي جدًا: ينقص مستويان.",
        "en": "Very serious risk of bias: two levels less."},
    "no_comparison": {
        "fr": "Réserve : aucune comparaison, d'autres causes peuvent expliquer le changement.",
        "ar": "تحفّظ: لا مقارنة، وقد تفسّر أسباب أخرى التغيّر.",
        "en": "Concern: no comparison, other causes may explain the change."},
    "not_as_assigned": {
        "fr": "Réserve : les unités ne sont pas analysées dans leur groupe d'origine.",
        "ar": "تحفّظ: لم تُحلَّل الوحدات في مجموعاتها الأصلية.",
        "en": "Concern: units are not analysed in the arm they were given."},
    "as_assigned": {
        "fr": "Chaque unité est analysée dans son groupe d'origine, même si elle n'a pas participé.",
        "ar": "حُلِّلت كل وحدة في مجموعتها الأصلية، حتى إن لم تشارك.",
        "en": "Each unit is analysed in the arm it was given, even if it did not take part."},
    "sealed": {
        "fr": "Le plan d'analyse a été scellé avant les données.",
        "ar": "خُتمت خطة التحليل قبل البيانات.",
        "en": "The plan was sealed before the data."},
    "sealed_after_data": {
        "fr": "Réserve : le plan a été scellé après la collecte ; les résultats pouvaient être connus.",
        "ar": "تحفّظ: خُتمت الخطة بعد جمع البيانات، وكان يمكن معرفة النتائج.",
        "en": "Concern: the plan was sealed after collection; outcomes could be known."},
    "not_sealed": {
        "fr": "Réserve : aucun plan d'analyse n'a été scellé ; le résultat a pu être choisi parmi d'autres.",
        "ar": "تحفّظ: لم تُختم أي خطة تحليل، وربما اختيرت النتيجة من بين غيرها.",
        "en": "Concern: no plan was sealed; the outcome may have been picked among others."},
    "unchanged": {
        "fr": "Rien d'important n'a changé après le scellé.",
        "ar": "لم يتغيّر شيء مهم بعد الختم.",
        "en": "Nothing major changed after sealing."},
    "changed": {
        "fr": "Réserve : des éléments majeurs du plan ont changé après le scellé ({n}).",
        "ar": "تحفّظ: تغيّرت عناصر رئيسية من الخطة بعد الختم ({n}).",
        "en": "Concern: major parts of the plan changed after sealing ({n})."},
    "one_study_inconsistency": {
        "fr": "Cohérence : une seule étude, on ne peut pas en juger. Rien n'est retiré.",
        "ar": "الاتساق: دراسة واحدة، لا يمكن الحكم. لا يُخصم شيء.",
        "en": "Inconsistency: one study, it cannot be judged. Nothing is taken off."},
    "inconsistency_none": {
        "fr": "Cohérence : les études s'accordent.",
        "ar": "الاتساق: الدراسات متفقة.",
        "en": "Inconsistency: the studies agree."},
    "inconsistency_some": {
        "fr": "Cohérence : les études divergent. Un niveau de moins.",
        "ar": "الاتساق: الدراسات تختلف. ينقص مستوى واحد.",
        "en": "Inconsistency: the studies disagree. One level less."},
    "inconsistency_major": {
        "fr": "Cohérence : les études se contredisent. Deux niveaux de moins.",
        "ar": "الاتساق: الدراسات تتناقض. ينقص مستويان.",
        "en": "Inconsistency: the studies contradict each other. Two levels less."},
    "indirectness_none": {
        "fr": "Public et lieu : les mêmes que ceux de l'affirmation.",
        "ar": "الفئة والمكان: هما أنفسهما المعنيان بالقول.",
        "en": "Indirectness: the same people and place as the claim."},
    "indirectness_some": {
        "fr": "Public ou lieu : différents de ceux de l'affirmation. Un niveau de moins.",
        "ar": "الفئة أو المكان: مختلفان عمّا يعنيه القول. ينقص مستوى واحد.",
        "en": "Indirectness: other people or another place than the claim. One level less."},
    "indirectness_major": {
        "fr": "Public et lieu : très éloignés de ceux de l'affirmation. Deux niveaux de moins.",
        "ar": "الفئة والمكان: بعيدان جدًا عمّا يعنيه القول. ينقص مستويان.",
        "en": "Indirectness: people and place far from those of the claim. Two levels less."},
    "precise": {
        "fr": "Précision : l'intervalle exclut zéro et les unités sont assez nombreuses.",
        "ar": "الدقة: المجال لا يشمل الصفر وعدد الوحدات كافٍ.",
        "en": "Precision: the interval excludes zero and units are enough."},
    "interval_includes_zero": {
        "fr": "Précision : l'intervalle contient zéro. Un niveau de moins.",
        "ar": "الدقة: المجال يشمل الصفر. ينقص مستوى واحد.",
        "en": "Imprecision: the interval includes zero. One level less."},
    "few_units": {
        "fr": "Précision : trop peu d'unités ({n}) ou de grappes ({clusters}). Un niveau de moins.",
        "ar": "الدقة: عدد الوحدات ({n}) أو العناقيد ({clusters}) قليل. ينقص مستوى واحد.",
        "en": "Imprecision: too few units ({n}) or clusters ({clusters}). One level less."},
    "one_study_publication": {
        "fr": "Biais de publication : une seule étude, on ne peut pas en juger. Rien n'est retiré.",
        "ar": "تحيّز النشر: دراسة واحدة، لا يمكن الحكم. لا يُخصم شيء.",
        "en": "Publication bias: one study, it cannot be judged. Nothing is taken off."},
    "publication_none": {
        "fr": "Biais de publication : aucun signe.",
        "ar": "تحيّز النشر: لا علامة عليه.",
        "en": "Publication bias: no sign of it."},
    "publication_some": {
        "fr": "Biais de publication : probable. Un niveau de moins.",
        "ar": "تحيّز النشر: مرجّح. ينقص مستوى واحد.",
        "en": "Publication bias: likely. One level less."},
    "publication_major": {
        "fr": "Biais de publication : net. Deux niveaux de moins.",
        "ar": "تحيّز النشر: واضح. ينقص مستويان.",
        "en": "Publication bias: plain. Two levels less."},
    "large_effect": {
        "fr": "Effet grand (rapport de risques {ratio}) : un niveau de plus.",
        "ar": "أثر كبير (نسبة المخاطر {ratio}): يُضاف مستوى واحد.",
        "en": "Large effect (risk ratio {ratio}): one level more."},
    "very_large_effect": {
        "fr": "Effet très grand (rapport de risques {ratio}) : deux niveaux de plus.",
        "ar": "أثر كبير جدًا (نسبة المخاطر {ratio}): يُضاف مستويان.",
        "en": "Very large effect (risk ratio {ratio}): two levels more."},
    "dose_response": {
        "fr": "L'effet croît avec la dose : un niveau de plus.",
        "ar": "يزداد الأثر مع الجرعة: يُضاف مستوى واحد.",
        "en": "The effect grows with the dose: one level more."},
    "confounding_reduces": {
        "fr": "Les autres causes plausibles auraient réduit l'effet : un niveau de plus.",
        "ar": "كانت الأسباب الأخرى المحتملة ستُضعف الأثر: يُضاف مستوى واحد.",
        "en": "Other plausible causes would have reduced the effect: one level more."},
}  # fmt: skip
