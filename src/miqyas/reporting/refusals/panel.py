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
}
