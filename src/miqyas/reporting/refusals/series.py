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
}
