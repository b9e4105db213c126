"""Event studies and staggered roll-outs that a panel does not allow. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "BaseNotUniversal": (
        "Avec la base « {base} », chaque effet avant le traitement est comparé à la période juste avant : les "
        "effets ne dessinent pas de chemin dans le temps. Estimez à nouveau avec la base « universal »."
    ),
    "NoEventStudy": (
        "Aucun effet après le début du traitement n'a pu être estimé : il n'y a pas de chemin à regarder. "
        "Ajoutez des périodes après le traitement, ou des unités de comparaison."
    ),
    "NoEffectsBefore": (
        "Aucun effet avant le traitement n'est estimé en dehors de la période de référence {reference} ; il en "
        "faut au moins un pour regarder l'évolution d'avant. Ajoutez des périodes plus anciennes."
    ),
    "ReferenceNotJustBefore": (
        "Les effets sont comparés au temps {reference} par rapport au traitement, et d'autres se trouvent entre "
        "lui et le traitement ; cette vérification demande tous les effets par rapport à la dernière période "
        "avant le traitement. Utilisez les effets par groupe et période (base « universal ») ou l'estimateur "
        "pondéré par interactions."
    ),
    "UnequalEventSteps": (
        "Les temps depuis le traitement ne se suivent pas : {found}. Cette vérification suit l'écart d'une "
        "période à la suivante : aucune période ne doit manquer. Demandez des temps qui se suivent, ou ajoutez "
        "les périodes absentes."
    ),
    "EventAbsent": (
        "Aucun effet n'est estimé au temps {event} depuis le traitement ; ceux qui le sont : {found}. Demandez "
        "l'un d'eux."
    ),
    "TooFewClustersForPath": (
        "Les grappes sont trop peu nombreuses pour {n} effets : leur variance a perdu une dimension, et aucun "
        "écart ne peut être testé. Prenez une grappe plus petite si le traitement était donné à l'intérieur, ou "
        "moins de périodes."
    ),
    "InvalidViolation": (
        "Une borne d'écart doit être un nombre, zéro ou plus, et il en faut au moins une ; trouvé : {found}. "
        "Donnez par exemple 0,5, 1, 2."
    ),
    "NoOverlap": (
        "À la période {time}, certaines unités de la cohorte {cohort}, ou de celles à qui elle est comparée, se "
        "reconnaissent presque à coup sûr à leurs covariables ({columns}) : aucune unité semblable ne peut leur "
        "être comparée. Prenez moins de covariables, gardez les unités que les deux groupes ont en commun, ou "
        "estimez par régression du résultat, qui extrapole."
    ),
    "CovariatesNotApart": (
        "Parmi les {n} unités comparées à la cohorte {cohort} à la période {time}, ces covariables ne varient pas, "
        "disent la même chose que d'autres, ou sont trop nombreuses : {columns}. Retirez-les, ou ajoutez des "
        "unités de comparaison."
    ),
    "WeightChangesInUnit": (
        "La pondération « {column} » change dans le temps pour {n} unités de « {unit_id} » ; cette méthode pèse "
        "une unité une seule fois. Écrivez le même poids dans chaque ligne d'une unité, par exemple celui de sa "
        "première période."
    ),
    "NoReferenceRows": (
        "Aucune unité de la cohorte « {column} » = {cohort} n'a de ligne complète dans la dernière période avant "
        "son traitement, à laquelle ses effets sont comparés. Écartez cette cohorte, ou complétez cette période."
    ),
    "TooManyLeads": (
        "{leads} périodes avant le traitement ne peuvent pas toutes être testées : l'une d'elles n'a pas de ligne plus "
        "ancienne à quoi la comparer, ou aucune cohorte n'est vue si tôt. Demandez moins de périodes."
    ),
    "InvalidLeads": (
        "Le nombre de périodes à tester avant le traitement doit être zéro ou plus ; trouvé : {found}. Donnez 0, 1, "
        "2 et ainsi de suite."
    ),
    "PanelNotBalanced": (
        "{n} des {units} unités de « {unit_id} » ne sont pas vues dans toutes les périodes, alors que cette "
        "décomposition les demande toutes. Gardez les unités vues du début à la fin, ou regardez plutôt les poids "
        "négatifs."
    ),
    "TreatmentNotLasting": (
        "Pour {n} unités de « {unit_id} », le traitement « {column} » s'arrête après avoir commencé ; cette "
        "décomposition demande un traitement qui, une fois commencé, continue. Regardez plutôt les poids négatifs."
    ),
}
ARABIC: dict[str, str] = {
    "BaseNotUniversal": (
        "مع الأساس «{base}» يُقارَن كل أثر قبل المعالجة بالفترة التي قبله مباشرة، فلا ترسم الآثار مسارا عبر "
        "الزمن. أعيدوا التقدير بالأساس «universal»."
    ),
    "NoEventStudy": (
        "لم يمكن تقدير أي أثر بعد بداية المعالجة، فلا يوجد مسار يُنظر إليه. أضيفوا فترات بعد المعالجة، أو "
        "وحدات للمقارنة."
    ),
    "NoEffectsBefore": (
        "لا يُقدَّر أي أثر قبل المعالجة غير فترة المرجع {reference}؛ يلزم واحد على الأقل للنظر في التطور قبلها. "
        "أضيفوا فترات أقدم."
    ),
    "ReferenceNotJustBefore": (
        "تُقارَن الآثار بالزمن {reference} بالنسبة إلى المعالجة، وتقع آثار أخرى بينه وبين المعالجة؛ يحتاج هذا "
        "الفحص إلى كل الآثار مقارنة بآخر فترة قبل المعالجة. استعملوا آثار المجموعات والفترات (الأساس "
        "«universal») أو المقدِّر المرجَّح بالتفاعلات."
    ),
    "UnequalEventSteps": (
        "الأزمنة منذ المعالجة غير متتابعة: {found}. يتابع هذا الفحص الانحراف من فترة إلى التي تليها، فلا يجوز أن "
        "تغيب أي فترة. اطلبوا أزمنة متتابعة، أو أضيفوا الفترات الناقصة."
    ),
    "EventAbsent": (
        "لا يوجد أثر مقدَّر في الزمن {event} منذ المعالجة؛ الآثار المقدَّرة هي: {found}. اطلبوا واحدا منها."
    ),
    "TooFewClustersForPath": (
        "العناقيد أقل مما يلزم لعدد الآثار ({n}): فقد تباينها بُعدا، فلا يمكن اختبار أي انحراف. استعملوا عنقودا أصغر "
        "إن كانت المعالجة تُعطى داخله، أو فترات أقل."
    ),
    "InvalidViolation": (
        "يجب أن يكون حد الانحراف عددا لا يقل عن الصفر، ويلزم حد واحد على الأقل؛ الموجود: {found}. أعطوا مثلا 0.5، "
        "1، 2."
    ),
    "NoOverlap": (
        "في الفترة {time} تتميز بعض وحدات الفوج {cohort}، أو الوحدات التي يُقارَن بها، تميزا شبه مؤكد بمتغيراتها "
        "المصاحبة ({columns})، فلا توجد وحدات شبيهة تُقارَن بها. استعملوا متغيرات أقل، أو أبقوا الوحدات المشتركة بين "
        "المجموعتين، أو قدّروا بانحدار النتيجة، وهو يستقرئ خارج المشاهَد."
    ),
    "CovariatesNotApart": (
        "بين الوحدات التي تُقارَن بالفوج {cohort} في الفترة {time}، وعددها {n}، هذه المتغيرات المصاحبة لا تتغير، أو تقول "
        "ما تقوله غيرها، أو عددها كبير: {columns}. احذفوها، أو أضيفوا وحدات للمقارنة."
    ),
    "WeightChangesInUnit": (
        "الترجيح «{column}» يتغير عبر الزمن لعدد من الوحدات هو {n} من «{unit_id}»؛ هذه الطريقة تزن الوحدة مرة واحدة. "
        "اكتبوا الترجيح نفسه في كل سطور الوحدة، كترجيح فترتها الأولى مثلا."
    ),
    "NoReferenceRows": (
        "لا توجد لأي وحدة من الفوج «{column}» = {cohort} سطر كامل في آخر فترة قبل معالجته، وهي الفترة التي تُقارَن بها "
        "آثاره. أبعدوا هذا الفوج، أو أكملوا تلك الفترة."
    ),
    "TooManyLeads": (
        "لا يمكن اختبار كل الفترات قبل المعالجة، وعددها {leads}: لإحداها لا يوجد سطر أقدم تُقارَن به، أو لم يُشاهَد أي فوج في "
        "هذا الوقت المبكر. اطلبوا فترات أقل."
    ),
    "InvalidLeads": (
        "يجب ألا يقل عدد الفترات المختبَرة قبل المعالجة عن الصفر؛ الموجود: {found}. أعطوا 0 أو 1 أو 2 وهكذا."
    ),
    "PanelNotBalanced": (
        "من {units} وحدة في «{unit_id}» لم تُشاهَد {n} في كل الفترات، وهذا التفكيك يحتاج إليها كلها. أبقوا الوحدات "
        "المشاهَدة من البداية إلى النهاية، أو انظروا بدلا من ذلك إلى الأوزان السالبة."
    ),
    "TreatmentNotLasting": (
        "لعدد من الوحدات هو {n} من «{unit_id}» تتوقف المعالجة «{column}» بعد أن بدأت؛ يحتاج هذا التفكيك إلى معالجة تستمر "
        "متى بدأت. انظروا بدلا من ذلك إلى الأوزان السالبة."
    ),
}
