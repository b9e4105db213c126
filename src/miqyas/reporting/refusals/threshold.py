"""What a refused regression discontinuity is told in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "TooFewAtThreshold": "Au seuil {cutoff}, « {column} » prend {treated} valeurs différentes du côté traité et {untreated} de l'autre ; il en faut au moins {needed} de chaque côté. Vérifiez le seuil, élargissez la fenêtre, ou prenez une variable plus fine.",
    "InvalidBandwidth": "Une fenêtre doit être supérieure à zéro et plus large que la zone écartée, et celle-ci nulle ou positive ; la fenêtre donnée est {bandwidth}, la zone écartée {donut}. Corrigez l'une des deux.",
    "InvalidOrder": "Le degré du polynôme local doit être un nombre entier de 1 à {largest} ; il vaut {order}. Prenez 1 (une droite), ou 2 si la relation est nettement courbe.",
    "ReceivedNotMoved": "Au seuil {cutoff}, le traitement reçu, « {column} », fait un saut de {jump}, intervalle à {level} de {low} à {high} : rien ne montre que la règle change qui est traité, et un effet ne peut pas être divisé par un saut peut-être nul. Vérifiez le seuil et la colonne, ou estimez l'effet de la règle elle-même, sans la colonne du traitement reçu.",
    "DiscreteRunning": "Près du seuil {cutoff}, {n} unités se partagent {found} valeurs de « {column} » d'un même côté ; le test de densité en demande au moins {needed}, car il regarde à quelle distance se tiennent les unités, non combien ont la même valeur. Prenez la variable d'avant l'arrondi, ou comparez le nombre d'unités aux deux valeurs qui touchent le seuil.",
}
ARABIC: dict[str, str] = {
    "TooFewAtThreshold": "عند العتبة {cutoff}، يأخذ «{column}» عددًا من القيم المختلفة قدره {treated} في جانب المعالجة و{untreated} في الجانب الآخر؛ يلزم {needed} على الأقل في كل جانب. تحقّقوا من العتبة، أو وسّعوا النافذة، أو اختاروا متغيرًا أدق.",
    "InvalidBandwidth": "يجب أن تكون النافذة أكبر من الصفر وأوسع من المنطقة المستبعدة، وأن تكون هذه صفرًا أو أكثر؛ النافذة المعطاة {bandwidth}، والمنطقة المستبعدة {donut}. صحّحوا إحداهما.",
    "InvalidOrder": "يجب أن تكون درجة كثير الحدود المحلي عددًا صحيحًا من 1 إلى {largest}؛ القيمة المعطاة {order}. خذوا 1 (خط مستقيم)، أو 2 إذا كانت العلاقة منحنية بوضوح.",
    "ReceivedNotMoved": "عند العتبة {cutoff}، تقفز المعالجة المتلقاة «{column}» بمقدار {jump}، والمجال عند {level} من {low} إلى {high}: لا شيء يبيّن أن القاعدة تغيّر من يُعالَج، ولا تمكن قسمة أثر على قفزة قد تكون صفرًا. تحقّقوا من العتبة ومن العمود، أو قدّروا أثر القاعدة نفسها دون عمود المعالجة المتلقاة.",
    "DiscreteRunning": "قرب العتبة {cutoff}، تتقاسم {n} من الوحدات {found} من قيم «{column}» في جانب واحد؛ يحتاج اختبار الكثافة إلى {needed} على الأقل، لأنه ينظر إلى تقارب الوحدات لا إلى عدد من لها القيمة نفسها. خذوا المتغير قبل تقريبه، أو قارنوا عدد الوحدات عند القيمتين الملاصقتين للعتبة.",
}
