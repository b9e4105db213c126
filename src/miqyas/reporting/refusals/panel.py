"""What data followed over time cannot answer, by the name of the class, in French and Arabic."""

FRENCH: dict[str, str] = {
    "TimeNotTwoPeriods": (
        "Le temps « {column} » doit avoir deux valeurs, avant et après ; celles trouvées sont : {found}. "
        "Gardez deux périodes, ou estimez sur toutes avec des effets fixes d'unité et de période, ou des "
        "effets par groupe et période."
    ),
    "EmptyCell": (
        "Parmi les lignes où « {column} » = {arm}, la période {period} compte {found} lignes complètes ; il "
        "en faut au moins {needed} par groupe, avant et après. Vérifiez les valeurs qui manquent, ou "
        "choisissez d'autres périodes."
    ),
    "GroupChanges": (
        "Le groupe « {column} » change dans le temps pour {n} unités de « {unit_id} » ; il doit dire qui "
        "appartient au groupe traité, de la même façon dans les deux périodes. Notez 1 dans toutes les lignes "
        "des unités traitées un jour."
    ),
    "DuplicatedUnitTime": (
        "{n} couples d'unité et de période (« {unit_id} », « {time} ») figurent dans plusieurs lignes ; il "
        "faut une ligne par unité et par période. Retirez les doublons, ou regroupez d'abord les lignes d'une "
        "même unité et période."
    ),
    "UnitsSeenOnce": (
        "Aucune des {n} unités de « {unit_id} » n'a de ligne complète dans deux périodes : aucun changement "
        "ne peut être suivi. Si des personnes différentes ont été interrogées chaque fois, ne donnez pas "
        "d'unité ; sinon, vérifiez l'identifiant."
    ),
    "OnePeriod": (
        "Le temps « {column} » n'a qu'une valeur, {found} ; il faut au moins deux "
        "périodes pour suivre un changement. Ajoutez des périodes, ou estimez sans le temps."
    ),
    "UnitInSeveralClusters": (
        "{n} unités de « {unit_id} » figurent dans plusieurs grappes « {cluster} » ; chaque unité doit garder "
        "la sienne. Donnez la grappe où l'unité se trouvait d'abord, ou groupez par unité."
    ),
    "CohortChanges": (
        "La première période de traitement « {column} » change dans le temps pour {n} unités de « {unit_id} » ; "
        "une unité entre une fois dans le traitement et y reste. Écrivez la même première période dans chaque "
        "ligne d'une unité."
    ),
    "CohortBetweenPeriods": (
        "La première période de traitement « {column} » prend des valeurs qui ne sont pas des périodes "
        "observées : {found}. Écrivez la première période observée sous traitement ; laissez vide, ou 0, pour "
        "les unités jamais traitées."
    ),
    "PeriodGap": (
        "Les périodes de « {column} » ne sont pas également espacées : {found}. Le temps depuis le traitement "
        "doit compter des pas égaux. Numérotez les périodes 1, 2, 3, ou ajoutez celles qui manquent."
    ),
    "NoComparison": (
        "Aucune unité de « {column} » ne peut servir de comparaison ({comparison}) : toutes sont traitées "
        "pendant les périodes observées. Comparez aux unités pas encore traitées, ou ajoutez des unités jamais "
        "traitées."
    ),
    "NoTreatedCohort": (
        "Aucune unité n'entre dans le traitement après la première période ({period}) selon « {column} » : aucun "
        "changement d'avant à après ne peut être vu. Vérifiez les premières périodes de traitement, ou ajoutez "
        "des périodes antérieures."
    ),
    "ReferenceNotSeen": (
        "Aucune unité traitée n'est observée à la période de référence {reference} ; les temps depuis le traitement "
        "observés sont : {found}. Choisissez pour référence l'un de ceux d'avant 0."
    ),
    "InvalidWindow": (
        "La référence doit être un nombre entier inférieur à 0, le premier temps égal ou antérieur à elle, le dernier "
        "égal ou postérieur à 0 ; la référence donnée est {reference}, avec {leads} périodes avant et {lags} après. "
        "Corrigez l'une de ces valeurs."
    ),
}

ARABIC: dict[str, str] = {
    "TimeNotTwoPeriods": (
        "يجب أن يأخذ عمود الزمن «{column}» قيمتين، قبل وبعد؛ القيم الموجودة: {found}. احتفظوا بفترتين، أو قدروا "
        "الأثر على كل الفترات بالآثار الثابتة للوحدة والفترة أو بآثار المجموعات والفترات."
    ),
    "EmptyCell": (
        "بين الصفوف التي فيها «{column}» = {arm}، عدد الصفوف الكاملة في الفترة {period} هو {found}؛ يلزم {needed} "
        "على الأقل لكل مجموعة قبل وبعد. تحققوا من القيم الناقصة، أو اختاروا فترتين أخريين."
    ),
    "GroupChanges": (
        "تتغير المجموعة «{column}» مع الزمن لدى وحدات من «{unit_id}»، وعددها {n}؛ يجب أن تبين من ينتمي إلى "
        "المجموعة المعالَجة في الفترتين معا. ضعوا 1 في كل صفوف الوحدات التي عولجت يوما."
    ),
    "DuplicatedUnitTime": (
        "أزواج من الوحدة والفترة («{unit_id}»، «{time}») تتكرر في أكثر من صف، وعددها {n}؛ يلزم صف واحد لكل وحدة "
        "وفترة. احذفوا المكرر، أو اجمعوا أولا صفوف الوحدة الواحدة في الفترة الواحدة."
    ),
    "UnitsSeenOnce": (
        "لا توجد أي وحدة من «{unit_id}» لها صف كامل في فترتين (عدد الوحدات: {n})، فلا يمكن تتبع أي تغير. إذا سُئل "
        "أشخاص مختلفون في كل مرة فلا تعطوا عمود الوحدة؛ وإلا فتحققوا من المعرّف."
    ),
    "OnePeriod": (
        "لا يأخذ عمود الزمن «{column}» إلا قيمة واحدة، {found}؛ تلزم فترتان على الأقل لتتبع "
        "التغير. أضيفوا فترات، أو قدروا الأثر دون زمن."
    ),
    "UnitInSeveralClusters": (
        "توجد وحدات من «{unit_id}» في أكثر من عنقود «{cluster}»، وعددها {n}؛ يجب أن تبقى كل وحدة في عنقود واحد. "
        "أعطوا العنقود الذي كانت فيه الوحدة أولا، أو اجعلوا الوحدة هي العنقود."
    ),
    "CohortChanges": (
        "تتغير أول فترة للمعالجة «{column}» مع الزمن لدى وحدات من «{unit_id}»، وعددها {n}؛ تدخل الوحدة في المعالجة مرة "
        "واحدة وتبقى فيها. اكتبوا الفترة الأولى نفسها في كل صفوف الوحدة."
    ),
    "CohortBetweenPeriods": (
        "تأخذ أول فترة للمعالجة «{column}» قيما ليست من الفترات المشاهَدة: {found}. اكتبوا أول فترة مشاهَدة تحت "
        "المعالجة؛ واتركوها فارغة أو 0 للوحدات التي لم تُعالَج قط."
    ),
    "PeriodGap": (
        "فترات «{column}» ليست متساوية التباعد: {found}. يجب أن يُحسب الزمن منذ المعالجة بخطوات متساوية. رقموا "
        "الفترات 1 و2 و3، أو أضيفوا الفترات الناقصة."
    ),
    "NoComparison": (
        "لا توجد في «{column}» أي وحدة تصلح للمقارنة ({comparison}): كلها عولجت خلال الفترات المشاهَدة. قارنوا "
        "بالوحدات التي لم تُعالَج بعد، أو أضيفوا وحدات لم تُعالَج قط."
    ),
    "NoTreatedCohort": (
        "لا تدخل أي وحدة في المعالجة بعد الفترة الأولى ({period}) حسب «{column}»، فلا يمكن رؤية تغير من قبل إلى بعد. "
        "تحققوا من أول فترات المعالجة، أو أضيفوا فترات سابقة."
    ),
    "ReferenceNotSeen": (
        "لا تُشاهَد أي وحدة معالَجة عند المرجع {reference}؛ الأزمنة المشاهَدة منذ المعالجة: {found}. اختاروا مرجعا من "
        "الأزمنة التي قبل 0."
    ),
    "InvalidWindow": (
        "يجب أن يكون المرجع عددا صحيحا أصغر من 0، وأول زمن مساويا له أو قبله، وآخر زمن 0 أو بعده؛ المرجع المعطى "
        "{reference}، مع عدد فترات قبل: {leads} وبعد: {lags}. صححوا إحدى هذه القيم."
    ),
}
