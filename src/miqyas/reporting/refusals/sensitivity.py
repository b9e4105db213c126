"""Bounds and sensitivity that cannot be computed. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "NothingMissing": "Le résultat « {column} » est connu pour les {n} unités : aucune réponse ne manque. Estimez la différence de moyennes, ou apportez la table de toutes les unités tirées au sort.",
    "ArmUnobserved": "Parmi les unités où « {column} » = {arm}, {found} ont le résultat « {outcome} » ; il en faut au moins {needed}. Vérifiez quels résultats manquent.",
    "CellsWithOneArm": "{n} cellules de « {column} » ne contiennent qu'un groupe ({found}) ; chaque cellule doit contenir des unités des deux groupes. Réunissez les petites cellules, ou n'en donnez pas.",
    "NobodyAlwaysObserved": "Dans chaque cellule de « {column} », un groupe n'a aucun résultat : on ne connaît personne qui réponde quel que soit son groupe. Réunissez les cellules.",
    "OutsideDeclaredRange": "Le résultat « {column} » a été déclaré entre {lowest} et {highest} ; les valeurs trouvées vont de {found_low} à {found_high}. Élargissez l'étendue à ce que le résultat peut valoir.",
    "ResponseSeparated": "Parmi les unités où « {column} » = {arm}, les prédicteurs ({predictors}) disent exactement qui répond : personne, parmi ceux qui ont répondu, ne ressemble à ceux qui manquent. Retirez un prédicteur, ou utilisez des bornes.",
    "InvalidRange": "L'étendue de {lowest} à {highest} n'en est pas une : il faut deux nombres finis, le plus petit d'abord.",
    "NoControls": "Aucune variable de contrôle n'a été donnée : il n'y a rien à quoi comparer ce que l'on n'observe pas. Donnez-en au moins une.",
    "ControlsRepeat": "Ces variables de contrôle répètent ce que les autres ou les strates disent déjà : {columns}. Retirez-les : on ne peut pas mesurer la force d'un contrôle quand un autre dit la même chose.",
    "ControlsChangeNothing": "L'effet de « {column} » est le même avec et sans les contrôles ({controls}) : ils ne disent rien de ce que l'inobservé pourrait faire. Comparez avec des contrôles liés au traitement.",
    "RMaxOutOfRange": "R² max = {found} et δ = {delta} ont été déclarés ; R² max doit dépasser le R² avec les contrôles, {least}, sans dépasser 1, et δ doit être supérieur à zéro. Un choix courant est 1,3 fois le R² avec les contrôles.",
    "RatioOutOfRange": "Le rapport {found}, de {low} à {high}, n'en est pas un : il faut trois nombres supérieurs à zéro, dans l'ordre, ou le rapport seul.",
}
ARABIC: dict[str, str] = {
    "NothingMissing": "النتيجة «{column}» معروفة لكل الوحدات ({n}): لا ينقص أي جواب. قدّروا فرق المتوسطات، أو أحضروا جدول كل الوحدات التي شملتها القرعة.",
    "ArmUnobserved": "من بين الوحدات حيث «{column}» = {arm}، عدد ما له النتيجة «{outcome}»: {found}؛ المطلوب {needed} على الأقل. تحققوا من النتائج الناقصة.",
    "CellsWithOneArm": "عدد خلايا «{column}» التي لا تضم إلا مجموعة واحدة: {n} ({found})؛ يجب أن تضم كل خلية وحدات من المجموعتين. اجمعوا الخلايا الصغيرة، أو لا تعطوا خلايا.",
    "NobodyAlwaysObserved": "في كل خلية من «{column}» مجموعة بلا أي نتيجة: لا يُعرف من يجيب أيا كانت مجموعته. اجمعوا الخلايا.",
    "OutsideDeclaredRange": "أُعلن أن النتيجة «{column}» بين {lowest} و{highest}؛ والقيم الموجودة من {found_low} إلى {found_high}. وسّعوا المجال إلى ما يمكن أن تبلغه النتيجة.",
    "ResponseSeparated": "من بين الوحدات حيث «{column}» = {arm}، تحدد المتغيرات ({predictors}) تماما من يجيب: لا أحد ممن أجابوا يشبه الغائبين. احذفوا متغيرا، أو استعملوا الحدود.",
    "InvalidRange": "المجال من {lowest} إلى {highest} غير صحيح: المطلوب عددان منتهيان، الأصغر أولا.",
    "NoControls": "لم يُعط أي متغير ضبط: لا شيء يقارَن به غير الملاحَظ. أعطوا متغيرا واحدا على الأقل.",
    "ControlsRepeat": "هذه المتغيرات تكرر ما تقوله الأخرى أو الطبقات: {columns}. احذفوها: لا تُقاس قوة متغير حين يقول غيره الشيء نفسه.",
    "ControlsChangeNothing": "أثر «{column}» هو نفسه مع متغيرات الضبط وبدونها ({controls}): لا تقول شيئا عما قد يفعله غير الملاحَظ. قارنوا بمتغيرات مرتبطة بالمعالجة.",
    "RMaxOutOfRange": "أُعلن R² الأقصى = {found} وδ = {delta}؛ يجب أن يفوق الأقصى R² مع متغيرات الضبط، وهو {least}، وألا يتجاوز 1، وأن تكون δ أكبر من الصفر. اختيار شائع: 1,3 مرة R² مع متغيرات الضبط.",
    "RatioOutOfRange": "النسبة {found}، من {low} إلى {high}، غير صحيحة: المطلوب ثلاثة أعداد أكبر من الصفر ومرتبة، أو النسبة وحدها.",
}
