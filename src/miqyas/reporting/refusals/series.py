"""Synthetic comparisons and interrupted series that a panel does not allow. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "UnbalancedPanel": (
        "{n} unités de « {unit_id} » n'ont pas de ligne complète dans certaines périodes de « {time} » : {found}. "
        "Un mélange de donneurs demande chaque unité à chaque période. Complétez ces lignes, écartez ces unités, "
        "ou gardez les périodes qu'elles ont en commun."
    ),
    "TreatmentStops": (
        "Le traitement « {column} » revient à 0 après 1 pour {n} unités de « {unit_id} » ; cette méthode suit un "
        "traitement qui dure une fois commencé. Gardez les périodes avant l'arrêt, ou notez l'exposition dans une "
        "autre colonne."
    ),
    "NoDonor": (
        "Toutes les unités de « {unit_id} » sont traitées un jour d'après « {column} » : il ne reste aucun donneur "
        "pour composer une comparaison. Ajoutez des unités jamais traitées, ou comparez les cohortes par les effets "
        "par groupe et période (pas encore traitées)."
    ),
    "TooFewDonors": (
        "Il y a {found} donneurs pour {treated} unités traitées ; pour placer le traitement là où il n'y en a pas eu, "
        "il en faut au moins {needed}. Ajoutez des unités jamais traitées, ou élargissez la limite sur leur "
        "ressemblance avant traitement."
    ),
    "TooFewPeriodsBefore": (
        "Parmi les périodes de « {column} », {found} précèdent le traitement ; il en faut au moins {needed} pour voir "
        "si la comparaison suit l'unité traitée. Ajoutez des périodes antérieures."
    ),
    "TreatedAtDifferentTimes": (
        "Les unités traitées commencent dans des périodes différentes de « {column} » : {found}. Un contrôle "
        "synthétique demande un seul début. Gardez les unités qui commencent ensemble, ou estimez par les doubles "
        "différences synthétiques, qui en admettent plusieurs."
    ),
    "UnknownPeriod": (
        "La période {asked} n'est pas parmi celles de « {column} », qui vont de {first} à {last}. Choisissez une "
        "période observée."
    ),
    "PredictorAfterTreatment": (
        "La variable « {column} » ({periods}) est mesurée jusqu'à une période sous traitement, qui commence en "
        "{start} ; le traitement a pu la changer. Arrêtez ses périodes avant."
    ),
    "PredictorWithoutValue": (
        "La variable « {column} » ({periods}) n'a aucune valeur pour {n} unités : {found}. Choisissez des périodes où "
        "chaque unité en a une, ou écartez la variable ou ces unités."
    ),
    "ConstantPredictor": (
        "La variable {periods} est la même pour toutes les unités : elle ne dit pas quels donneurs se ressemblent. "
        "Retirez-la."
    ),
    "InvalidImportance": (
        "L'importance donnée est {found} pour {needed} variables ; il faut un nombre supérieur ou égal à zéro pour "
        "chacune, et pas tous nuls. Donnez-en un par variable, dans leur ordre, ou aucun pour qu'ils soient trouvés."
    ),
    "OneTreatedUnit": (
        "La variance « {variance} » écarte ou tire de nouveau des unités traitées, et un des débuts en compte "
        "{found} ; il en faut au moins deux. Utilisez la variance par placebos, qui tire parmi les unités jamais "
        "traitées."
    ),
    "OneDonorCarries": (
        "Le donneur « {donor} » porte tout le poids : le jackknife, qui écarte une unité en gardant les autres poids, "
        "n'a pas de réponse. Utilisez la variance par placebos."
    ),
    "BackdateNotBefore": (
        "Un traitement supposé en {asked} laisse {before} périodes avant et {after} jusqu'au vrai début, {start} ; il "
        "en faut au moins {needed} avant et une jusque-là. Choisissez une autre période."
    ),
    "PeriodTwice": (
        "{n} périodes de « {column} » figurent dans plusieurs lignes de la même série, qui demande un chiffre par "
        "période. Faites d'abord la moyenne ou la somme de chaque période ; notez une série de comparaison dans une "
        "colonne de 0 et de 1."
    ),
    "TooFewPeriodsAfter": (
        "Parmi les périodes de « {column} », {found} viennent à partir de l'intervention ; il en faut au moins {needed} "
        "pour distinguer un changement de niveau d'un changement de pente. Attendez d'autres périodes, ou prenez-en de "
        "plus courtes."
    ),
    "SeasonNotSeen": (
        "Une saison de {season} périodes est demandée, mais {found} périodes seulement précèdent l'intervention ; il "
        "faut au moins une saison entière pour la distinguer du changement. Ajoutez des périodes antérieures, ou "
        "retirez la saison."
    ),
    "InvalidSeason": (
        "Une saison de {season} périodes avec {harmonics} harmoniques ne peut pas être tracée : une saison a au moins 2 "
        "périodes, et au plus moitié moins d'harmoniques. Demandez moins d'harmoniques, ou aucune pour donner à chaque "
        "période de la saison son niveau."
    ),
    "InvalidLags": (
        "Un retard de {found} est demandé ; il doit être supérieur ou égal à 0 et inférieur aux {n} périodes. Choisissez "
        "un retard plus court, ou aucun pour la règle usuelle."
    ),
    "SeriesWanders": (
        "Les écarts de « {column} » autour de sa droite ne s'effacent jamais (persistance de 1 ou plus) : aucun niveau "
        "d'avant ne peut être prolongé. Étudiez plutôt le changement d'une période à l'autre, ou donnez une série de "
        "comparaison."
    ),
    "HorizonBeforeStart": (
        "L'effet est demandé en {asked}, avant que l'intervention commence, en {start}. Choisissez une période plus "
        "tardive."
    ),
    "NoPlacebo": (
        "Il n'y a rien à essayer comme placebo ({where}). Nommez des résultats que le traitement n'a pas pu changer, ou "
        "des débuts antérieurs avec la colonne des périodes et le vrai début."
    ),
}
ARABIC: dict[str, str] = {
    "UnbalancedPanel": (
        "توجد وحدات من «{unit_id}» بلا صف كامل في بعض فترات «{time}»، وعددها {n}: {found}. يحتاج مزيج الوحدات المانحة "
        "إلى كل وحدة في كل فترة. أكملوا هذه الصفوف، أو أبعدوا هذه الوحدات، أو احتفظوا بالفترات المشتركة."
    ),
    "TreatmentStops": (
        "تعود المعالجة «{column}» إلى 0 بعد 1 لدى وحدات من «{unit_id}»، وعددها {n}؛ تتابع هذه الطريقة معالجة تستمر بعد "
        "بدئها. احتفظوا بالفترات التي قبل توقفها، أو سجلوا التعرض لها في عمود آخر."
    ),
    "NoDonor": (
        "كل وحدات «{unit_id}» عولجت يوما حسب «{column}»، فلم تبق وحدة مانحة لتركيب المقارنة. أضيفوا وحدات لم تُعالَج قط، "
        "أو قارنوا الأفواج بآثار المجموعات والفترات (التي لم تُعالَج بعد)."
    ),
    "TooFewDonors": (
        "عدد الوحدات المانحة {found} مقابل {treated} من الوحدات المعالَجة؛ لوضع المعالجة حيث لم تكن يلزم {needed} على "
        "الأقل. أضيفوا وحدات لم تُعالَج قط، أو وسعوا الحد المفروض على تطابقها قبل المعالجة."
    ),
    "TooFewPeriodsBefore": (
        "من بين فترات «{column}» تسبق المعالجةَ {found} فقط؛ يلزم {needed} على الأقل لمعرفة هل تتبع المقارنة الوحدة "
        "المعالَجة. أضيفوا فترات سابقة."
    ),
    "TreatedAtDifferentTimes": (
        "تبدأ الوحدات المعالَجة في فترات مختلفة من «{column}»: {found}. يحتاج الضابط التركيبي إلى بداية واحدة. احتفظوا "
        "بالوحدات التي تبدأ معا، أو قدروا بالفرق المزدوج التركيبي الذي يقبل عدة بدايات."
    ),
    "UnknownPeriod": (
        "الفترة {asked} ليست من فترات «{column}» التي تمتد من {first} إلى {last}. اختاروا فترة مشاهَدة."
    ),
    "PredictorAfterTreatment": (
        "يقاس المتغير «{column}» ({periods}) إلى فترة تحت المعالجة التي تبدأ في {start}؛ فقد تكون المعالجة غيّرته. "
        "اجعلوا فتراته تنتهي قبلها."
    ),
    "PredictorWithoutValue": (
        "ليست للمتغير «{column}» ({periods}) أي قيمة لدى وحدات عددها {n}: {found}. اختاروا فترات لكل وحدة فيها قيمة، أو "
        "أبعدوا المتغير أو هذه الوحدات."
    ),
    "ConstantPredictor": (
        "قيمة المتغير {periods} واحدة لدى كل الوحدات، فلا يبين أي الوحدات المانحة تتشابه. احذفوه."
    ),
    "InvalidImportance": (
        "أُعطيت الأهمية {found} لمتغيرات عددها {needed}؛ يلزم لكل منها رقم لا يقل عن صفر، على ألا تكون كلها صفرا. أعطوا "
        "رقما لكل متغير حسب ترتيبها، أو لا تعطوا شيئا لتُستخرج من التطابق."
    ),
    "OneTreatedUnit": (
        "يُبعد التباين «{variance}» وحدات معالَجة أو يعيد سحبها، وإحدى البدايات فيها {found}؛ تلزم وحدتان على الأقل. "
        "استعملوا تباين المعالجة الوهمية الذي يسحب من الوحدات التي لم تُعالَج قط."
    ),
    "OneDonorCarries": (
        "تحمل الوحدة المانحة «{donor}» كل الوزن، فلا جواب لطريقة الحذف المتتالي التي تُبعد وحدة وتُبقي باقي الأوزان. "
        "استعملوا تباين المعالجة الوهمية."
    ),
    "BackdateNotBefore": (
        "معالجة مفترضة في {asked} تترك {before} من الفترات قبلها و{after} إلى البداية الحقيقية {start}؛ يلزم {needed} على "
        "الأقل قبلها وفترة واحدة إلى تلك البداية. اختاروا فترة أخرى."
    ),
    "PeriodTwice": (
        "فترات من «{column}» تتكرر في أكثر من صف من السلسلة نفسها، وعددها {n}؛ يلزم رقم واحد لكل فترة. احسبوا أولا متوسط "
        "كل فترة أو مجموعها؛ وميزوا سلسلة المقارنة في عمود من 0 و1."
    ),
    "TooFewPeriodsAfter": (
        "من بين فترات «{column}» تأتي {found} منذ التدخل؛ يلزم {needed} على الأقل للتمييز بين تغير المستوى وتغير الميل. "
        "انتظروا فترات أخرى، أو خذوا فترات أقصر."
    ),
    "SeasonNotSeen": (
        "طُلب موسم من {season} فترة، لكن {found} فقط تسبق التدخل؛ يلزم موسم كامل على الأقل لتمييزه عن التغير. أضيفوا "
        "فترات سابقة، أو احذفوا الموسم."
    ),
    "InvalidSeason": (
        "لا يمكن رسم موسم من {season} فترة بعدد توافقيات {harmonics}: للموسم فترتان على الأقل، وتوافقياته لا تتجاوز نصف "
        "عدد فتراته. اطلبوا توافقيات أقل، أو لا شيء ليكون لكل فترة من الموسم مستواها."
    ),
    "InvalidLags": (
        "طُلب تأخر {found}؛ يجب ألا يقل عن 0 وأن يكون أصغر من عدد الفترات {n}. اختاروا تأخرا أقصر، أو لا شيء للقاعدة "
        "المعتادة."
    ),
    "SeriesWanders": (
        "فوارق «{column}» حول خطها لا تزول أبدا (الاستمرارية 1 أو أكثر)، فلا يمكن تمديد أي مستوى سابق. ادرسوا التغير من "
        "فترة إلى أخرى، أو أعطوا سلسلة للمقارنة."
    ),
    "HorizonBeforeStart": ("طُلب الأثر في {asked} قبل بدء التدخل في {start}. اختاروا فترة لاحقة."),
    "NoPlacebo": (
        "لا شيء يُجرَّب معالجةً وهمية ({where}). سموا نتائج لا يمكن أن تكون المعالجة غيّرتها، أو بدايات سابقة مع عمود الفترات "
        "والبداية الحقيقية."
    ),
}
