"""What the data cannot answer, by the name of the class, in French and Arabic."""

FRENCH: dict[str, str] = {
    "TableNotFound": (
        "Aucun fichier n'a été trouvé à l'adresse « {path} ». Un fichier CSV ou Parquet, ou un dossier de "
        "tels fichiers, était attendu. Les noms les plus proches à cet endroit sont : {nearest}. Vérifiez "
        "l'adresse."
    ),
    "UnknownTableFormat": (
        "« {path} » n'est pas une table que cette commande sait lire : un fichier CSV ou Parquet était "
        "attendu, {found} a été trouvé. Enregistrez la table en CSV ou en Parquet, puis recommencez."
    ),
    "UnparsedTable": (
        "« {path} » n'a pas pu être lu comme une table de lignes et de colonnes en UTF-8. Le lecteur a "
        "répondu : {reason} Ouvrez le fichier, vérifiez son séparateur, son encodage et cette ligne, puis "
        "enregistrez-le de nouveau."
    ),
    "MissingColumn": (
        "La table n'a pas de colonne « {column} ». Les noms les plus proches dans la table sont : {nearest}. "
        "Choisissez une des colonnes de la table."
    ),
    "ColumnUsedTwice": (
        "La colonne « {column} » a reçu deux rôles qui s'excluent. Le résultat, le traitement et les "
        "covariables doivent être des colonnes différentes. Choisissez une autre colonne pour l'un des deux "
        "rôles."
    ),
    "NotNumeric": (
        "La colonne « {column} » doit contenir des nombres ; elle contient des valeurs comme : {found}. "
        "Choisissez une colonne de nombres, ou remplacez ces valeurs par des nombres et laissez vides "
        "celles qui manquent."
    ),
    "InfiniteValues": (
        "La colonne « {column} » contient des valeurs infinies dans {n} lignes ; des nombres finis étaient "
        "attendus. Corrigez ces lignes, ou laissez la valeur vide si elle n'est pas connue."
    ),
    "TreatmentNotBinary": (
        "Le traitement « {column} » doit valoir 1 pour les unités traitées et 0 pour la comparaison ; les "
        "valeurs trouvées sont : {found}. Recodez-le en 0 et 1, ou choisissez les deux groupes à comparer."
    ),
    "EmptySample": (
        "Aucune des {n} lignes n'a une valeur dans chaque colonne nécessaire ({columns}). Complétez les "
        "valeurs manquantes, ou laissez de côté la colonne la plus souvent vide."
    ),
    "EmptyArm": (
        "Aucune unité n'a « {column} » = {arm} parmi les {n} lignes complètes ; les deux groupes, 0 et 1, "
        "doivent contenir des unités. Vérifiez le codage du traitement et les valeurs qui manquent dans ce "
        "groupe."
    ),
    "TooFewUnits": (
        "Le groupe « {column} » = {arm} contient {found} unité ; il en faut au moins {needed} pour savoir "
        "combien les unités y diffèrent. Ajoutez des unités, ou choisissez un résultat qui manque moins "
        "souvent."
    ),
    "TooManyCoefficients": (
        "Il y a {n} lignes complètes pour {k} coefficients (traitement, covariables, strates) ; il faut "
        "plus de lignes que de coefficients. Demandez moins de covariables, ou des strates plus grandes."
    ),
    "ConstantOutcome": (
        "Le résultat « {column} » vaut {value} pour les {n} unités : il n'y a rien à comparer. Choisissez un "
        "résultat qui varie d'une unité à l'autre."
    ),
    "InvalidWeights": (
        "Les poids « {column} » doivent être supérieurs à zéro ; {n} lignes contiennent zéro ou un nombre "
        "négatif (le plus petit est {smallest}). Corrigez ces lignes, ou laissez le poids vide pour écarter "
        "la ligne."
    ),
    "EmptyStratum": (
        "La strate « {column} » est vide dans {n} lignes ; chaque unité doit appartenir à une strate. "
        "Complétez la strate de ces lignes, ou retirez-les de la table."
    ),
    "TooFewClusters": (
        "Avec « {column} » comme grappe, le groupe traité compte {treated} grappes, le groupe de comparaison "
        "{control} ; il en faut au moins deux dans chaque groupe pour distinguer l'effet du lieu. "
        "Choisissez la colonne des unités qui ont été tirées au sort, ou ajoutez des grappes. Si un seul lieu a été "
        "traité et que les lieux sont suivis dans le temps, comparez-le à un contrôle synthétique (synthetic-control)."
    ),
    "ConstantInstrument": (
        "L'instrument « {column} » vaut {value} pour les {n} unités : il ne conduit personne vers le "
        "traitement. Choisissez un instrument qui varie d'une unité à l'autre."
    ),
    "InstrumentAddsNothing": (
        "Une fois les strates et les covariables fixées, il ne reste rien des instruments : {instruments}. "
        "Retirez les covariables qui disent la même chose, ou choisissez des strates dans lesquelles les "
        "instruments varient."
    ),
    "InstrumentMovesNothing": (
        "Les instruments ({instruments}) ne font pas du tout varier le traitement « {column} » dans ces {n} "
        "lignes : aucun effet ne peut en être tiré. Choisissez un instrument qui change qui est traité."
    ),
    "TooFewClustersMoved": (
        "Avec « {column} » comme grappe, « {instrument} » prend sa valeur haute dans {higher} grappes et sa "
        "valeur basse dans {lower} ; il en faut au moins deux pour chacune afin de distinguer l'instrument "
        "du lieu. Choisissez la colonne des unités entre lesquelles l'instrument a été tiré au sort, ou "
        "ajoutez des grappes."
    ),
    "TooFewClustersForInstruments": (
        "Il y a {found} grappes pour {k} instruments ; il faut plus de {k} grappes. Utilisez moins "
        "d'instruments, ou une grappe plus petite si les instruments y ont été tirés au sort."
    ),
    "ClusterCrossesArms": (
        "{n} grappes de « {column} » contiennent les deux groupes ou se trouvent dans plusieurs strates, alors "
        "que cette méthode prend les groupes comme indépendants. Choisissez la colonne des groupes tirés au "
        "sort en entier, ou estimez avec `itt`, qui admet de telles grappes."
    ),
    "ClusterIsUnit": (
        "Chacune des {n} valeurs de « {column} » ne figure que dans une ligne : elle nomme les lignes, pas "
        "des groupes de lignes. Choisissez la colonne du groupe qui a été tiré au sort (village, école), ou "
        "ne donnez pas de grappe si chaque unité a été tirée seule."
    ),
    "NotIdentified": (
        "L'effet de « {column} » ne peut pas être distingué de : {collinear}. Une fois ces colonnes fixées, "
        "le traitement ne varie plus. Retirez-les, ou choisissez des strates où les deux groupes sont "
        "présents."
    ),
    "NoResidualVariation": (
        "Le résultat « {column} » est entièrement expliqué par le traitement, les strates et les "
        "covariables : son incertitude ne peut pas être mesurée. Vérifiez qu'aucune covariable n'est "
        "calculée à partir du résultat."
    ),
}

ARABIC: dict[str, str] = {
    "TableNotFound": (
        "لم يُعثر على أي ملف في العنوان «{path}». كان المنتظر ملف CSV أو Parquet، أو مجلدا فيه مثل هذه "
        "الملفات. أقرب الأسماء هناك: {nearest}. تحققوا من العنوان."
    ),
    "UnknownTableFormat": (
        "«{path}» ليس جدولا يقرؤه هذا الأمر: كان المنتظر ملف CSV أو Parquet، والموجود هو {found}. "
        "احفظوا الجدول بصيغة CSV أو Parquet ثم أعيدوا المحاولة."
    ),
    "UnparsedTable": (
        "تعذرت قراءة «{path}» جدولا من صفوف وأعمدة بترميز UTF-8. جواب القارئ: {reason} "
        "افتحوا الملف وتحققوا من الفاصل والترميز ومن ذلك الصف، ثم احفظوه من جديد."
    ),
    "MissingColumn": (
        "لا يوجد في الجدول عمود باسم «{column}». أقرب الأسماء في الجدول: {nearest}. اختاروا أحد أعمدة الجدول."
    ),
    "ColumnUsedTwice": (
        "أُعطي العمود «{column}» دورين لا يجتمعان. يجب أن تكون النتيجة والمعالجة والمتغيرات المصاحبة أعمدة "
        "مختلفة. اختاروا عمودا آخر لأحد الدورين."
    ),
    "NotNumeric": (
        "يجب أن يحتوي العمود «{column}» على أعداد، وهو يحتوي على قيم مثل: {found}. "
        "اختاروا عمود أعداد، أو عوضوا هذه القيم بأعداد واتركوا القيم الناقصة فارغة."
    ),
    "InfiniteValues": (
        "يحتوي العمود «{column}» على قيم لا نهائية (عدد الصفوف: {n})؛ كان المنتظر أعدادا منتهية. "
        "صححوا هذه الصفوف، أو اتركوا القيمة فارغة إذا لم تكن معروفة."
    ),
    "TreatmentNotBinary": (
        "يجب أن تساوي المعالجة «{column}» القيمة 1 للوحدات المعالَجة و0 لوحدات المقارنة؛ القيم الموجودة: "
        "{found}. أعيدوا ترميزها إلى 0 و1، أو اختاروا المجموعتين المراد مقارنتهما."
    ),
    "EmptySample": (
        "لا يوجد أي صف فيه قيمة في كل الأعمدة اللازمة ({columns})؛ عدد الصفوف: {n}. "
        "أكملوا القيم الناقصة، أو اتركوا العمود الأكثر فراغا."
    ),
    "EmptyArm": (
        "لا توجد أي وحدة فيها «{column}» = {arm} (عدد الصفوف الكاملة: {n})؛ يجب أن تضم المجموعتان، 0 و1، "
        "وحدات. تحققوا من ترميز المعالجة ومن القيم الناقصة في هذه المجموعة."
    ),
    "TooFewUnits": (
        "عدد وحدات المجموعة «{column}» = {arm} هو {found}؛ يلزم {needed} على الأقل لمعرفة مدى اختلاف "
        "الوحدات داخلها. أضيفوا وحدات، أو اختاروا نتيجة أقل نقصا."
    ),
    "TooManyCoefficients": (
        "عدد الصفوف الكاملة {n} وعدد المعاملات {k} (المعالجة والمتغيرات والطبقات)؛ يجب أن تكون الصفوف أكثر "
        "من المعاملات. اطلبوا متغيرات أقل، أو طبقات أكبر."
    ),
    "ConstantOutcome": (
        "قيمة النتيجة «{column}» هي {value} لدى كل الوحدات (عددها: {n})، فلا شيء يُقارَن. "
        "اختاروا نتيجة تختلف من وحدة إلى أخرى."
    ),
    "InvalidWeights": (
        "يجب أن تكون الأوزان «{column}» أكبر من الصفر؛ عدد الصفوف التي فيها صفر أو عدد سالب: {n} "
        "(أصغرها {smallest}). صححوا هذه الصفوف، أو اتركوا الوزن فارغا لإبعاد الصف."
    ),
    "EmptyStratum": (
        "الطبقة «{column}» فارغة (عدد الصفوف: {n})؛ يجب أن تنتمي كل وحدة إلى طبقة. "
        "أكملوا طبقة هذه الصفوف، أو احذفوها من الجدول."
    ),
    "TooFewClusters": (
        "باعتماد «{column}» عنقودا، عدد عناقيد مجموعة المعالجة {treated} وعدد عناقيد مجموعة المقارنة "
        "{control}؛ يلزم عنقودان على الأقل في كل مجموعة للتمييز بين الأثر والمكان. اختاروا عمود الوحدات "
        "التي شملتها القرعة، أو أضيفوا عناقيد. إذا عولج مكان واحد فقط وكانت الأماكن متابَعة عبر الزمن، فقارنوه "
        "بضابط تركيبي (synthetic-control)."
    ),
    "ConstantInstrument": (
        "قيمة المتغير الأداة «{column}» هي {value} لدى كل الوحدات (عددها: {n})، فهو لا يدفع أحدا إلى المعالجة. "
        "اختاروا متغيرا أداة يختلف من وحدة إلى أخرى."
    ),
    "InstrumentAddsNothing": (
        "عند تثبيت الطبقات والمتغيرات المصاحبة لا يبقى شيء من المتغيرات الأدوات: {instruments}. "
        "احذفوا المتغيرات المصاحبة التي تقول الشيء نفسه، أو اختاروا طبقات تتغير داخلها المتغيرات الأدوات."
    ),
    "InstrumentMovesNothing": (
        "المتغيرات الأدوات ({instruments}) لا تغير المعالجة «{column}» إطلاقا (عدد الصفوف: {n})، فلا يمكن "
        "استخراج أي أثر منها. اختاروا متغيرا أداة يغير من تشملهم المعالجة."
    ),
    "TooFewClustersMoved": (
        "باعتماد «{column}» عنقودا، يأخذ «{instrument}» قيمته العليا في عدد من العناقيد هو {higher} وقيمته "
        "الدنيا في {lower}؛ يلزم عنقودان على الأقل لكل قيمة للتمييز بين المتغير الأداة والمكان. "
        "اختاروا عمود الوحدات التي أُجريت القرعة بينها، أو أضيفوا عناقيد."
    ),
    "TooFewClustersForInstruments": (
        "عدد العناقيد {found} وعدد المتغيرات الأدوات {k}؛ يجب أن يكون عدد العناقيد أكبر من {k}. "
        "استعملوا متغيرات أدوات أقل، أو عنقودا أصغر إذا أُجريت القرعة داخله."
    ),
    "ClusterCrossesArms": (
        "عدد عناقيد «{column}» التي تضم المجموعتين أو تقع في عدة طبقات هو {n}، بينما تعدّ هذه الطريقة المجموعتين "
        "مستقلتين. اختاروا عمود المجموعات التي شملتها القرعة كاملة، أو استعملوا `itt` الذي يقبل مثل هذه العناقيد."
    ),
    "ClusterIsUnit": (
        "كل قيمة من قيم «{column}» (عددها: {n}) لا ترد إلا في صف واحد: فهي تسمي الصفوف لا مجموعات منها. "
        "اختاروا عمود المجموعة التي شملتها القرعة (دوار أو مدرسة)، أو لا تعطوا أي عنقود إذا شملت القرعة كل "
        "وحدة على حدة."
    ),
    "NotIdentified": (
        "لا يمكن تمييز أثر «{column}» عن: {collinear}. عند تثبيت هذه الأعمدة لا تتغير المعالجة. "
        "احذفوها، أو اختاروا طبقات توجد فيها المجموعتان."
    ),
    "NoResidualVariation": (
        "النتيجة «{column}» تفسرها كليا المعالجة والطبقات والمتغيرات، فلا يمكن قياس عدم اليقين. "
        "تحققوا من أن أي متغير غير محسوب انطلاقا من النتيجة."
    ),
}
