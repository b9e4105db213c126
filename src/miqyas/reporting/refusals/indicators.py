"""Refusals of disaggregation, trajectories, measurements and roll-ups, in French and Arabic."""

FRENCH = {
    "AgeBandsInvalid": "Les tranches d'âge s'écrivent par leur premier âge, en montant, sans âge négatif : 0, 15, 25. Trouvé : {found}.",
    "AgeInvalid": "Un âge est un nombre, zéro ou plus ; trouvé : {found}.",
    "DifficultyUnknown": "Le questionnaire court du Washington Group porte sur {expected} ; trouvé : « {found} ».",
    "DifficultyInvalid": "Une réponse au questionnaire court du Washington Group vaut 1 (aucune difficulté), 2 (un peu), 3 (beaucoup) ou 4 (n'y arrive pas du tout) ; trouvé : {found}.",
    "FormulaIncomplete": "La statistique « {statistic} » demande « {needed} », qui n'a pas été dit. Dites-le, ou choisissez une autre statistique.",
    "FormulaInvalid": "Dans la formule, « {field} » vaut {found} ; attendu : {expected}.",
    "TargetDatesRepeat": "Plusieurs cibles portent la même date ({dates}). Gardez-en une par date.",
    "DateOutsideTargets": "Rien n'est attendu au {day} : le chemin va du {first} au {last}. Choisissez un jour entre les deux, ou ajoutez une cible.",
    "CompoundNeedsPositive": "Une croissance à taux constant va d'une valeur positive à une autre ; trouvé : {found}. Choisissez un chemin linéaire ou par paliers.",
    "ToleranceMissing": "Une valeur qui doit se maintenir demande une tolérance : à quelle distance de la cible tient-elle encore ? Donnez-la dans l'unité de l'indicateur.",
    "DeclarationsDiffer": "Ces chiffres ne sont pas déclarés de la même façon ({what}) : ils mesurent des choses différentes et ne se réunissent pas. Accordez d'abord leurs fiches.",
    "DenominatorsMissing": "{n} chiffres sur {total} viennent sans numérateur ou sans dénominateur : un rapport de sommes ne se fait pas avec des pourcentages seuls. Enregistrez les deux.",
    "SizesMissing": "{n} moyennes sur {total} viennent sans le nombre de personnes (n) : chacune doit peser autant que son groupe. Enregistrez n.",
    "OverlapShareInvalid": "La part des personnes touchées par plusieurs est comprise entre 0 et 1 ; trouvé : {found}.",
    "PopulationTooSmall": "La population donnée ({population}) est plus petite que le plus grand effectif ({largest}). Corrigez l'un des deux.",
}

ARABIC = {
    "AgeBandsInvalid": "تُكتب الفئات العمرية بأول سن فيها، تصاعديا ودون سن سالبة: 0، 15، 25. الموجود: {found}.",
    "AgeInvalid": "السن عدد يساوي صفرا أو أكثر؛ الموجود: {found}.",
    "DifficultyUnknown": "يسأل الاستبيان القصير لمجموعة واشنطن عن {expected}؛ الموجود: «{found}».",
    "DifficultyInvalid": "الإجابة في الاستبيان القصير لمجموعة واشنطن هي 1 (دون صعوبة) أو 2 (بعض الصعوبة) أو 3 (صعوبة كبيرة) أو 4 (لا يستطيع إطلاقا)؛ الموجود: {found}.",
    "FormulaIncomplete": "تحتاج الإحصاءة «{statistic}» إلى «{needed}» الذي لم يُذكر. اذكروه أو اختاروا إحصاءة أخرى.",
    "FormulaInvalid": "في الصيغة، قيمة «{field}» هي {found}؛ المنتظر: {expected}.",
    "TargetDatesRepeat": "عدة أهداف في التاريخ نفسه ({dates}). احتفظوا بهدف واحد لكل تاريخ.",
    "DateOutsideTargets": "لا شيء منتظر في {day}: يمتد المسار من {first} إلى {last}. اختاروا يوما بينهما، أو أضيفوا هدفا.",
    "CompoundNeedsPositive": "النمو بمعدل ثابت يكون بين قيم أكبر من صفر؛ الموجود: {found}. اختاروا مسارا خطيا أو على درجات.",
    "ToleranceMissing": "القيمة التي يجب أن تستقر تحتاج إلى هامش: ما البعد عن الهدف الذي تبقى فيه مستقرة؟ اذكروه بوحدة المؤشر.",
    "DeclarationsDiffer": "هذه الأرقام غير مصرح بها بالطريقة نفسها ({what}): تقيس أشياء مختلفة ولا تُجمع. وحّدوا بطاقاتها أولا.",
    "DenominatorsMissing": "{n} من {total} أرقام دون بسط أو مقام: لا تُحسب نسبة مجموعين من النسب المئوية وحدها. سجلوا الاثنين.",
    "SizesMissing": "{n} من {total} متوسطات دون عدد الأشخاص (n): يجب أن يزن كل متوسط بقدر مجموعته. سجلوا n.",
    "OverlapShareInvalid": "حصة الأشخاص الذين استفادوا من أكثر من مبادرة تقع بين 0 و1؛ الموجود: {found}.",
    "PopulationTooSmall": "عدد السكان المعطى ({population}) أصغر من أكبر عدد ({largest}). صححوا أحدهما.",
}
