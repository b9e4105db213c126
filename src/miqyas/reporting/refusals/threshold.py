"""What a refused regression discontinuity is told in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "TooFewAtThreshold": "Au seuil {cutoff}, « {column} » prend {treated} valeurs différentes du côté traité et {untreated} de l'autre ; il en faut au moins {needed} de chaque côté. Vérifiez le seuil, élargissez la fenêtre, ou prenez une variable plus fine.",
    "InvalidBandwidth": "Une fenêtre doit être supérieure à zéro et plus large que la zone écartée, et celle-ci nulle ou positive ; la fenêtre donnée est {bandwidth}, la zone écartée {donut}. Corrigez l'une des deux.",
}
ARABIC: dict[str, str] = {
    "TooFewAtThreshold": "عند العتبة {cutoff}، يأخذ «{column}» عددًا من القيم المختلفة قدره {treated} في جانب المعالجة و{untreated} في الجانب الآخر؛ يلزم {needed} على الأقل في كل جانب. تحقّقوا من العتبة، أو وسّعوا النافذة، أو اختاروا متغيرًا أدق.",
    "InvalidBandwidth": "يجب أن تكون النافذة أكبر من الصفر وأوسع من المنطقة المستبعدة، وأن تكون هذه صفرًا أو أكثر؛ النافذة المعطاة {bandwidth}، والمنطقة المستبعدة {donut}. صحّحوا إحداهما.",
}
