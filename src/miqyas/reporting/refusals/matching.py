"""Matching and weighting that a sample does not allow. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "NoCovariates": (
        "Aucune covariable n'est donnée pour rendre semblables les groupes de « {column} ». Nommez des colonnes mesurées "
        "avant le traitement, qui jouent sur le traitement et sur le résultat, ou comparez les groupes tels quels avec "
        "`naive`."
    ),
    "TreatmentSeparated": (
        "Les covariables disent exactement, ou presque, qui est traité selon « {column} » : {columns}. Pour certaines de "
        "leurs valeurs, un seul groupe est présent et rien ne peut être comparé. Retirez la colonne qui décide du "
        "traitement, ou gardez les lignes où les deux groupes sont présents."
    ),
    "NobodyLeft": (
        "Avec des scores coupés à {trim}, le groupe « {column} » = {arm} garde {found} unités ; il en faut au moins "
        "{needed}. Coupez moins, ou regardez le recouvrement des deux groupes."
    ),
    "InvalidTrim": (
        "La coupe des scores doit être au moins zéro et inférieure à 0,5, par exemple 0,05 ; la valeur donnée est "
        "{trim}."
    ),
    "EntropyHasNoScore": (
        "L'équilibrage par entropie n'a pas de score : il n'accepte ni coupe (donnée : {trim}) ni l'effet sur le "
        "recouvrement (demandé : {estimand}). Demandez ATE ou ATT sans coupe, ou pondérez par le score."
    ),
    "OverlapNotOffered": (
        "Cette méthode estime ATE ou ATT ; {estimand} est demandé. Choisissez l'un des deux, ou utilisez `ipw`."
    ),
    "NoBalancingWeights": (
        "Aucun poids positif ne rend égales les covariables des deux groupes de « {column} » : l'un sort de l'étendue de "
        "l'autre. Donnez moins de covariables, gardez les lignes où les deux groupes sont présents, ou pondérez par le "
        "score."
    ),
    "InvalidFolds": (
        "Le nombre de parts et de découpages doit être au moins 1 ; {folds} parts et {repeats} découpages sont donnés."
    ),
    "TooFewInFolds": (
        "Avec {folds} parts, les lignes qui servent à apprendre comptent {found} unités où « {column} » = {arm} ; il en "
        "faut au moins 2. Demandez un autre nombre de parts, ou une grappe plus petite."
    ),
    "ClusterNotSupported": (
        "L'appariement prend les unités pour indépendantes : il n'a pas de variance par « {column} ». Estimez avec `ipw` "
        "ou `aipw`, qui acceptent les grappes, ou ne donnez pas de grappe si les unités ont été traitées une à une."
    ),
    "InvalidNeighbours": (
        "Chaque unité a besoin d'au moins un semblable ; le nombre demandé est {neighbours}. Demandez 1 ou plus."
    ),
    "InvalidCaliper": (
        "La distance maximale doit être supérieure à zéro ; la valeur donnée est {caliper}. N'en donnez pas pour apparier "
        "à toute distance."
    ),
    "TooFewToMatch": (
        "Le groupe « {column} » = {arm} compte {found} unités, et les appariements demandés en exigent {needed}. Demandez "
        "moins de semblables, ou laissez une unité servir plusieurs fois."
    ),
    "NobodyMatched": (
        "Aucune des {n} unités n'a de semblable dans l'autre groupe de « {column} » (distance maximale : {caliper}). "
        "Élargissez la distance ou les classes, ou demandez moins de colonnes égales."
    ),
    "InvalidBins": (
        "Les classes de « {column} » doivent être un nombre, au moins 1, ou des bornes croissantes ; la valeur donnée est "
        "{found}. Ne donnez des classes qu'à des covariables."
    ),
    "OneSubgroup": (
        "Les groupes « {column} » ont moins de deux valeurs parmi les lignes complètes ; trouvées : {found}. Choisissez "
        "une colonne qui répartit les unités en groupes."
    ),
    "TooManySubgroups": (
        "Les groupes « {column} » ont plus de {most} valeurs : les regarder tous, ce serait chercher le plus grand effet. "
        "Réunissez-les en quelques groupes déclarés d'avance, ou utilisez le partage honnête."
    ),
    "SubgroupTooSmall": (
        "Dans le groupe « {group} » de « {column} », le bras {arm} compte {found} unités ou grappes ; il en faut au moins "
        "{needed}. Réunissez ce groupe à un autre, ou retirez-le du tableau en le disant."
    ),
    "TooFewToSplit": (
        "Une fois les unités partagées en deux moitiés, un bras de « {column} » compte {found} unités dans une moitié ; il "
        "en faut au moins {needed} pour deux groupes. Demandez des groupes plus petits, ou l'effet sur tous."
    ),
    "InvalidLeaf": (
        "Un groupe doit compter au moins 2 unités de chaque bras, et il faut la place d'au moins 2 groupes ; les valeurs "
        "données sont {smallest} unités et {most} groupes."
    ),
    "InvalidQuantiles": (
        "Les quantiles doivent être des nombres différents entre 0 et 1, par exemple 0,25, 0,5 et 0,75 ; ceux donnés "
        "sont : {found}."
    ),
    "QuantileInTail": (
        "Au-delà du quantile {quantile}, le groupe « {column} » = {arm} compte {found} unités ; il en faut au moins {needed} "
        "de chaque côté. Demandez un quantile plus proche du milieu."
    ),
    "OutcomeHeaped": (
        "Au quantile {quantile}, {share} du groupe « {treatment} » = {arm} ont la même valeur {value} de « {column} » : le "
        "quantile n'y a pas d'erreur usuelle. Demandez d'autres quantiles, ou la part au-dessus de cette valeur."
    ),
}
ARABIC: dict[str, str] = {
    "NoCovariates": (
        "لم يُعط أي متغير مصاحب لجعل مجموعتي «{column}» متشابهتين. سموا أعمدة مقيسة قبل المعالجة تؤثر في المعالجة وفي "
        "النتيجة، أو قارنوا المجموعتين كما هما بـ `naive`."
    ),
    "TreatmentSeparated": (
        "المتغيرات المصاحبة تحدد تماما، أو تكاد، من عولج حسب «{column}»: {columns}. عند بعض قيمها لا توجد إلا مجموعة "
        "واحدة، فلا شيء يقارَن هناك. أبعدوا العمود الذي يقرر المعالجة، أو أبقوا الصفوف التي توجد فيها المجموعتان."
    ),
    "NobodyLeft": (
        "مع اقتطاع الدرجات عند {trim}، يبقى في المجموعة «{column}» = {arm} عدد من الوحدات هو {found}؛ يلزم {needed} على "
        "الأقل. اقتطعوا أقل، أو انظروا إلى تداخل المجموعتين."
    ),
    "InvalidTrim": "يجب أن يكون حد اقتطاع الدرجات صفرا أو أكثر وأقل من 0,5، مثل 0,05؛ القيمة المعطاة: {trim}.",
    "EntropyHasNoScore": (
        "موازنة الأنتروبيا لا درجة لها، فلا تقبل الاقتطاع (المعطى: {trim}) ولا الأثر على التداخل (المطلوب: {estimand}). "
        "اطلبوا ATE أو ATT دون اقتطاع، أو رجّحوا بالدرجة."
    ),
    "OverlapNotOffered": "تقدر هذه الطريقة ATE أو ATT؛ والمطلوب {estimand}. اختاروا أحدهما، أو استعملوا `ipw`.",
    "NoBalancingWeights": (
        "لا توجد أوزان موجبة تجعل المتغيرات المصاحبة متساوية بين مجموعتي «{column}»: إحداهما خارج مدى الأخرى. أعطوا "
        "متغيرات أقل، أو أبقوا الصفوف التي توجد فيها المجموعتان، أو رجّحوا بالدرجة."
    ),
    "InvalidFolds": (
        "يجب أن يكون عدد الأجزاء وعدد التقسيمات 1 أو أكثر؛ المعطى: {folds} من الأجزاء و{repeats} من التقسيمات."
    ),
    "TooFewInFolds": (
        "مع تقسيم إلى {folds} أجزاء، عدد الوحدات التي فيها «{column}» = {arm} بين الصفوف التي يُتعلَّم منها هو {found}؛ "
        "يلزم 2 على الأقل. اطلبوا عدد أجزاء آخر، أو عنقودا أصغر."
    ),
    "ClusterNotSupported": (
        "تعتبر المطابقة الوحدات مستقلة، فليس لها تباين حسب «{column}». قدروا بـ `ipw` أو `aipw` اللذين يقبلان العناقيد، أو لا "
        "تعطوا عنقودا إذا عولجت الوحدات واحدة واحدة."
    ),
    "InvalidNeighbours": "تحتاج كل وحدة إلى شبيه واحد على الأقل؛ العدد المطلوب: {neighbours}. اطلبوا 1 أو أكثر.",
    "InvalidCaliper": "يجب أن تكون المسافة القصوى أكبر من صفر؛ القيمة المعطاة: {caliper}. لا تعطوا مسافة للمطابقة أيا كانت.",
    "TooFewToMatch": (
        "عدد وحدات المجموعة «{column}» = {arm} هو {found}، والمطابقة المطلوبة تحتاج إلى {needed}. اطلبوا عددا أقل من "
        "الأشباه، أو اسمحوا باستعمال الوحدة أكثر من مرة."
    ),
    "NobodyMatched": (
        "لا توجد لأي وحدة (العدد: {n}) شبيهة في المجموعة الأخرى من «{column}» (المسافة القصوى: {caliper}). وسّعوا المسافة أو "
        "الفئات، أو اطلبوا تساوي أعمدة أقل."
    ),
    "InvalidBins": (
        "يجب أن تكون فئات «{column}» عددا من 1 فأكثر أو حدودا متزايدة؛ القيمة المعطاة: {found}. لا تعطوا فئات إلا "
        "للمتغيرات المصاحبة."
    ),
    "OneSubgroup": (
        "لا تضم المجموعات «{column}» قيمتين بين الصفوف الكاملة؛ الموجود: {found}. اختاروا عمودا يوزع الوحدات على مجموعات."
    ),
    "TooManySubgroups": (
        "تضم المجموعات «{column}» أكثر من {most} قيمة: النظر فيها كلها بحث عن أكبر أثر. اجمعوها في مجموعات قليلة معلنة "
        "مسبقا، أو استعملوا التقسيم النزيه."
    ),
    "SubgroupTooSmall": (
        "في المجموعة «{group}» من «{column}» عدد وحدات أو عناقيد الذراع {arm} هو {found}؛ يلزم {needed} على الأقل. ضموا هذه "
        "المجموعة إلى أخرى، أو أخرجوها من الجدول مع ذكر ذلك."
    ),
    "TooFewToSplit": (
        "بعد تقسيم الوحدات نصفين، عدد وحدات أحد ذراعي «{column}» في نصف هو {found}؛ يلزم {needed} على الأقل لمجموعتين. "
        "اطلبوا مجموعات أصغر، أو الأثر على الجميع."
    ),
    "InvalidLeaf": (
        "يجب أن تضم المجموعة وحدتين على الأقل من كل ذراع، وأن تتسع لمجموعتين على الأقل؛ المعطى: {smallest} وحدة و{most} "
        "مجموعة."
    ),
    "InvalidQuantiles": ("يجب أن تكون الكميات أعدادا مختلفة بين 0 و1، مثل 0,25 و0,5 و0,75؛ المعطى: {found}."),
    "QuantileInTail": (
        "وراء الكمية {quantile} عدد وحدات المجموعة «{column}» = {arm} هو {found}؛ يلزم {needed} على الأقل في كل جانب. اطلبوا "
        "كمية أقرب إلى الوسط."
    ),
    "OutcomeHeaped": (
        "عند الكمية {quantile}، نسبة {share} من المجموعة «{treatment}» = {arm} لها القيمة نفسها {value} من «{column}»: ليس "
        "للكمية هناك خطأ معتاد. اطلبوا كميات أخرى، أو نسبة من يتجاوزون هذه القيمة."
    ),
}
