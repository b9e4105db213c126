"""Questions of sample size that contradict themselves. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "InvalidPowerFigure": "« {name} » vaut {found} ; attendu : {expected}.",
    "PowerUnreachable": "Avec {n_clusters} grappes, la puissance est au plus de {found}, quel que soit le nombre d'unités de chacune ; {wanted} demandé. Ajoutez des grappes, ou acceptez un effet détectable plus grand.",
    "EffectTooLarge": "Aucun effet qui garde la part entre 0 et 1 n'est vu avec cette puissance à partir d'une part de comparaison de {share} : la puissance est au plus de {found}. Ajoutez des unités.",
    "GroupsSayNothing": "« {column} » a {groups} groupes pour {n} unités ; il faut au moins deux groupes, et plus d'unités que de groupes, pour savoir à quel point les unités d'un groupe se ressemblent.",
}
ARABIC: dict[str, str] = {
    "InvalidPowerFigure": "«{name}» هو {found}؛ المنتظر: {expected}.",
    "PowerUnreachable": "مع عدد من العناقيد قدره {n_clusters}، لا تتجاوز القوة {found} مهما كان عدد الوحدات في كل عنقود؛ المطلوب {wanted}. أضيفوا عناقيد، أو اقبلوا أثرا أكبر قابلا للكشف.",
    "EffectTooLarge": "لا يُكشف بهذه القوة أي أثر يُبقي النسبة بين 0 و1 انطلاقا من نسبة مقارنة قدرها {share}: لا تتجاوز القوة {found}. أضيفوا وحدات.",
    "GroupsSayNothing": "لدى «{column}» {groups} مجموعات لعدد وحدات {n}؛ المطلوب مجموعتان على الأقل، ووحدات أكثر من المجموعات، لمعرفة مدى تشابه وحدات المجموعة.",
}
