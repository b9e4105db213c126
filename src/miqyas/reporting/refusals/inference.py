"""Resampling and tests that a sample does not allow. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "UnknownVariance": "« {found} » n'est pas une variance connue ici ; sont connues : {known}. Choisissez l'une d'elles.",
    "VarianceContradicted": "La variance {kind} ne va pas avec les grappes données ({cluster}). CR1, CR2 et CR3 demandent une colonne de grappes (CR1 en accepte deux) ; HC1, HC2 et HC3 n'en demandent aucune.",
    "TwoWayOnlyPlain": "Avec deux colonnes de grappes ({cluster}), seule CR1 est définie ici, pas {kind}. Choisissez CR1, ou la seule colonne dans laquelle le tirage a été fait.",
    "TooManyClustersToAdjust": "Il y a {found} grappes de « {column} » : trop pour {kind}, qui travaille grappe par grappe, et assez pour CR1, qui donne alors la même chose. Demandez CR1.",
    "ClusterDecides": "Sans l'une de {n} grappes de « {column} », l'effet de « {treatment} » ne peut plus être calculé : le jackknife {kind} n'existe donc pas. Retirez les covariables ou les strates qu'une seule grappe identifie, ajoutez des grappes, ou utilisez le test par re-tirage.",
    "StrataOfOneArm": "{n} strates de « {column} » ne contiennent qu'un seul groupe : leur propre effet ne peut pas être calculé. Regroupez des strates, ou demandez l'ajustement additif.",
    "TooManyStrataToInteract": "« {column} » a {found} strates ; on peut croiser chacune avec le traitement jusqu'à {maximum}. Demandez l'ajustement additif, ou la différence de moyennes par strate, qui donne le même effet.",
    "UnknownAdjustment": "« {found} » n'est pas un ajustement connu ici ; sont connus : {known}. Choisissez l'un d'eux.",
}
ARABIC: dict[str, str] = {
    "UnknownVariance": "«{found}» ليس تباينا معروفا هنا؛ المعروف: {known}. اختاروا واحدا منها.",
    "VarianceContradicted": "التباين {kind} لا يتفق مع العناقيد المعطاة ({cluster}). تحتاج CR1 وCR2 وCR3 إلى عمود عناقيد (وتقبل CR1 عمودين)؛ ولا تحتاج HC1 وHC2 وHC3 إلى أي عمود.",
    "TwoWayOnlyPlain": "مع عمودين من العناقيد ({cluster}) لا يوجد هنا إلا CR1، وليس {kind}. اختاروا CR1، أو العمود الوحيد الذي أُجريت فيه القرعة.",
    "TooManyClustersToAdjust": "عدد عناقيد «{column}» هو {found}: أكثر مما يحتمله {kind} الذي يعمل عنقودا عنقودا، وكاف لكي يعطي CR1 النتيجة نفسها. اطلبوا CR1.",
    "ClusterDecides": "من دون أحد عناقيد «{column}»، وعددها {n}، لا يمكن حساب أثر «{treatment}»، فلا وجود لحساب الحذف المتتابع {kind}. احذفوا المتغيرات المصاحبة أو الطبقات التي يحددها عنقود واحد، أو أضيفوا عناقيد، أو استعملوا اختبار إعادة القرعة.",
    "StrataOfOneArm": "طبقات من «{column}» لا تضم إلا مجموعة واحدة، وعددها {n}، فلا يمكن حساب أثرها الخاص. ادمجوا طبقات، أو اطلبوا الضبط الجمعي.",
    "TooManyStrataToInteract": "عدد طبقات «{column}» هو {found}؛ يمكن مقاطعة كل طبقة مع المعالجة إلى حد {maximum}. اطلبوا الضبط الجمعي، أو الفرق بين المتوسطات حسب الطبقة، فهو يعطي الأثر نفسه.",
    "UnknownAdjustment": "«{found}» ليس ضبطا معروفا هنا؛ المعروف: {known}. اختاروا واحدا منها.",
}
