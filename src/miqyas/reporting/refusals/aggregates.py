"""Sums handed over by a data holder that cannot be put together. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "PlanUnreadable": "Le fichier « {file} » n'est pas un plan de Miqyas : {reason}. Demandez le plan.json que l'étude donne à télécharger.",
    "PlanNotSealed": "L'empreinte du plan est {found} ; celle du plan scellé est {expected}. Le plan a été modifié : demandez celui qui est scellé.",
    "PlanWithoutCluster": "Le plan ne nomme pas de grappe : ses sommes seraient celles de personnes seules. Scellez un plan avec une grappe, par exemple le village, l'école ou l'agence.",
    "NothingToHandOver": "Aucune des {n} cellules (grappe et strate) ne peut sortir : chacune compte moins de {smallest} lignes, ou trop peu de personnes y diffèrent des autres. Réunissez les petites cellules (--small merge) ou choisissez des grappes plus grandes.",
    "AggregatesUnreadable": "Le fichier « {file} » ne contient pas de sommes faites par « miqyas aggregate » : {reason}. Redemandez-le au détenteur des données.",
    "AggregatesOfAnotherPlan": "« {file} » répond au plan {found}, le premier fichier au plan {expected}. Les sommes ne s'additionnent que si chaque détenteur a suivi le même plan scellé.",
    "AggregatesTwice": "« {file} » et « {other} » viennent de la même table ({sha}) ; chaque table ne doit compter qu'une fois.",
    "FileExists": "« {file} » existe déjà. Choisissez un autre nom, ou supprimez-le d'abord.",
}
ARABIC: dict[str, str] = {
    "PlanUnreadable": "الملف «{file}» ليس خطة من مقياس: {reason}. اطلبوا ملف plan.json الذي تتيحه الدراسة للتنزيل.",
    "PlanNotSealed": "بصمة الخطة هي {found}؛ وبصمة الخطة المختومة هي {expected}. لقد غُيّرت الخطة: اطلبوا الخطة المختومة.",
    "PlanWithoutCluster": "لا تذكر الخطة عنقودًا، فتكون مجاميعها مجاميع أشخاص منفردين. اختموا خطة فيها عنقود، مثل القرية أو المدرسة أو الوكالة.",
    "NothingToHandOver": "لا يمكن أن تخرج أي خلية (عنقود وطبقة) من أصل {n}: كل واحدة تضم أقل من {smallest} صفوف، أو يختلف فيها عدد قليل جدًا من الأشخاص عن غيرهم. اجمعوا الخلايا الصغيرة (--small merge) أو اختاروا عناقيد أكبر.",
    "AggregatesUnreadable": "الملف «{file}» لا يحتوي على مجاميع أنجزها «miqyas aggregate»: {reason}. اطلبوه من جديد من حائز البيانات.",
    "AggregatesOfAnotherPlan": "الملف «{file}» يجيب عن الخطة {found}، والملف الأول عن الخطة {expected}. لا تُجمع المجاميع إلا إذا اتبع كل حائز الخطة المختومة نفسها.",
    "AggregatesTwice": "الملفان «{file}» و«{other}» من الجدول نفسه ({sha})؛ يجب أن يُحسب كل جدول مرة واحدة.",
    "FileExists": "«{file}» موجود من قبل. اختاروا اسمًا آخر، أو احذفوه أولًا.",
}
