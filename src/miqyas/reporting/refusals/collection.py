"""What is said in French and Arabic of answers that a check cannot use, by class of error."""

FRENCH: dict[str, str] = {
    "InvalidAnswers": "Ces réponses ne peuvent pas être contrôlées.",
    "NothingToCheck": "Il n'y a encore aucune réponse à regarder. Revenez quand il en sera arrivé.",
    "KeyTwice": "Deux réponses ont l'identifiant « {key} ». Donnez à chacune le sien.",
    "ColumnOfOtherLength": "La question « {column} » a {found} valeurs pour {expected} réponses. Donnez-en une par réponse.",
    "QuestionAbsent": "Aucune question ne s'appelle « {question} ». Les noms les plus proches : {nearest}.",
    "AnswerNotNumber": "La question « {question} » contient « {found} » dans la réponse « {key} », là où il faut un nombre. Choisissez une autre question, ou corrigez cette réponse.",
    "ThresholdOutOfRange": "Le réglage « {name} » vaut {found} ; attendu : {expected}.",
    "TooFewAnswers": "{found} réponses sont utilisables ici et il en faut {needed}. Attendez qu'il en arrive d'autres.",
    "TooFewQuestions": "{found} questions peuvent être comparées et il en faut {needed} : avec moins, deux personnes qui se ressemblent auraient l'air d'une copie. Désactivez ce contrôle pour un questionnaire court.",
    "OneEnumerator": "Nombre d'enquêteurs qui ont au moins deux réponses : {found} ; pour comparer, il en faut au moins 2. Attendez d'autres réponses.",
    "NothingBackChecked": "Aucune réponse n'a été recueillie une seconde fois. Tirez des contre-enquêtes et attendez-les.",
    "TooManyPairs": "{found} paires de réponses sont assez proches pour être comparées une à une ; la limite est de {most}. Comparez à l'intérieur d'un groupe plus petit (un lieu, un enquêteur), ou demandez un pourcentage plus élevé.",
}
ARABIC: dict[str, str] = {
    "InvalidAnswers": "لا يمكن فحص هذه الإجابات.",
    "NothingToCheck": "لا توجد أي إجابة بعد. عودوا حين تصل إجابات.",
    "KeyTwice": "إجابتان تحملان المعرّف نفسه «{key}». أعطوا لكل واحدة معرّفها.",
    "ColumnOfOtherLength": "عدد قيم السؤال «{column}» هو {found} وعدد الإجابات {expected}. أعطوا قيمة لكل إجابة.",
    "QuestionAbsent": "لا يوجد سؤال اسمه «{question}». أقرب الأسماء: {nearest}.",
    "AnswerNotNumber": "في السؤال «{question}» توجد القيمة «{found}» في الإجابة «{key}» حيث يلزم عدد. اختاروا سؤالا آخر أو صحّحوا هذه الإجابة.",
    "ThresholdOutOfRange": "قيمة الإعداد «{name}» هي {found}؛ المنتظر: {expected}.",
    "TooFewAnswers": "عدد الإجابات الصالحة هنا {found} ويلزم {needed}. انتظروا وصول إجابات أخرى.",
    "TooFewQuestions": "عدد الأسئلة التي يمكن مقارنتها {found} ويلزم {needed}: بأقل من ذلك يبدو شخصان متشابهان نسخة واحدة. أوقفوا هذا الفحص في استبيان قصير.",
    "OneEnumerator": "عدد الباحثين الذين لهم إجابتان على الأقل: {found}؛ تحتاج المقارنة إلى 2 على الأقل. انتظروا إجابات أخرى.",
    "NothingBackChecked": "لم تُجمع أي إجابة مرة ثانية. اسحبوا عينة للتحقق وانتظروها.",
    "TooManyPairs": "عدد أزواج الإجابات المتقاربة التي ينبغي مقارنتها واحدا واحدا هو {found} والحد {most}. قارنوا داخل مجموعة أصغر (مكان أو باحث) أو اطلبوا نسبة أعلى.",
}
