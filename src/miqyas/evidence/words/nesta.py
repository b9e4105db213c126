"""Sentences of the Nesta standards."""

LABELS: dict[int, dict[str, str]] = {
    0: {"fr": "Pas encore sur l'échelle", "ar": "ليس على السلّم بعد", "en": "Not yet on the ladder"},
    1: {"fr": "Une explication claire", "ar": "تفسير واضح", "en": "A clear account"},
    2: {"fr": "Un changement observé", "ar": "تغيّر ملاحَظ", "en": "A change observed"},
    3: {"fr": "Un effet démontré", "ar": "أثر مُثبَت", "en": "An effect shown"},
    4: {"fr": "Confirmé de façon indépendante", "ar": "مؤكَّد باستقلالية", "en": "Confirmed independently"},
    5: {"fr": "Reproduit ailleurs par d'autres", "ar": "كرّره آخرون في أماكن أخرى", "en": "Repeated elsewhere by others"},
}  # fmt: skip

REASONS: dict[str, dict[str, str]] = {
    "account": {
        "fr": "La théorie du changement est complète. C'est un récit, pas encore une preuve.",
        "ar": "نظرية التغيير مكتملة. هذا سرد، وليس دليلًا بعد.",
        "en": "The theory of change is complete. It is a story, not yet evidence."},
    "no_account": {
        "fr": "La théorie du changement est incomplète : le premier niveau n'est pas atteint.",
        "ar": "نظرية التغيير غير مكتملة: لم يُبلَغ المستوى الأول.",
        "en": "The theory of change is incomplete: the first level is not reached."},
    "change": {
        "fr": "Les données montrent un changement dans le sens souhaité ; la cause n'est pas établie à ce niveau.",
        "ar": "تبيّن البيانات تغيّرًا في الاتجاه المرغوب؛ والسبب غير مُثبَت في هذا المستوى.",
        "en": "Data show a change in the wanted direction; at this level its cause is not established."},
    "no_change": {
        "fr": "Les données ne montrent pas de changement dans le sens souhaité.",
        "ar": "لا تبيّن البيانات تغيّرًا في الاتجاه المرغوب.",
        "en": "Data do not show a change in the wanted direction."},
    "no_follow_up": {
        "fr": "Le résultat n'est pas mesuré avant et après.",
        "ar": "لم تُقَس النتيجة قبل التدخل وبعده.",
        "en": "The outcome is not measured before and after."},
    "effect": {
        "fr": "Un groupe de comparaison valable montre un effet dans le sens souhaité.",
        "ar": "تُظهر مجموعة مقارنة صالحة أثرًا في الاتجاه المرغوب.",
        "en": "A valid comparison group shows an effect in the wanted direction."},
    "effect_not_established": {
        "fr": "L'effet n'est pas établi : son intervalle contient zéro.",
        "ar": "الأثر غير مُثبَت: مجاله يشمل الصفر.",
        "en": "The effect is not established: its interval includes zero."},
    "effect_unwanted": {
        "fr": "L'effet mesuré va dans le sens contraire de celui souhaité.",
        "ar": "الأثر المقاس عكس الاتجاه المرغوب.",
        "en": "The measured effect goes against the wanted direction."},
    "weak_comparison": {
        "fr": "La comparaison est trop faible (échelle du Maryland sous 3) pour attribuer le changement.",
        "ar": "المقارنة أضعف من أن يُنسب إليها التغيّر (سلّم ماريلاند دون 3).",
        "en": "The comparison is too weak (Maryland scale below 3) to attribute the change."},
    "confirmed": {
        "fr": "Une évaluation indépendante confirme l'effet, à un coût raisonnable.",
        "ar": "يؤكّد تقييم مستقل الأثر بكلفة معقولة.",
        "en": "An independent evaluation confirms the effect, at a reasonable cost."},
    "not_confirmed": {
        "fr": "Il manque une évaluation indépendante ou un coût par résultat raisonnable.",
        "ar": "ينقص تقييم مستقل أو كلفة معقولة لكل نتيجة.",
        "en": "An independent evaluation or a reasonable cost per outcome is lacking."},
    "scaled": {
        "fr": "D'autres l'ont fait ailleurs avec un manuel, et l'effet s'est maintenu ({sites} lieux).",
        "ar": "نفّذه آخرون في أماكن أخرى بدليل، واستمر الأثر ({sites} مواقع).",
        "en": "Others did it elsewhere with a manual, and the effect held ({sites} places)."},
    "not_scaled": {
        "fr": "Il manque un manuel ou des résultats obtenus par d'autres dans plusieurs lieux.",
        "ar": "ينقص دليل تنفيذ أو نتائج حققها آخرون في مواقع عدة.",
        "en": "A manual, or results obtained by others in several places, is lacking."},
}  # fmt: skip
