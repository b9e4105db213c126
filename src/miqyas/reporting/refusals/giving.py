"""Grants that cannot be published or read as open data."""

FRENCH = {
    "GrantsUnreadable": "Aucune subvention ne se lit ici : {reason}. Attendu : un paquet 360Giving, ou un tableau avec ses titres (Identifier, Title, Amount Awarded…).",
    "GrantsNotWritten": "Les subventions ont {n} défauts et n’ont pas été écrites. Le premier : {first}.",
    "ActivityNotWritten": "L’activité « {activity} » n’a pas été écrite : {fact} vaut {found}. Attendu, selon les règles d’IATI 2.03 : un identifiant qui commence par celui de l’organisation, un titre et une description dans sa langue, des secteurs qui font 100 %, un début, des dates en ordre et non à venir, un chiffre par indicateur.",
    "PublishedTooLarge": "Ce fichier pèse plus de {maximum} Mo. Apportez-en une partie : une année, ou les subventions du Maroc.",
    "PublishedDoctype": "Ce XML déclare un type de document (DOCTYPE) : il n’est pas lu. Apportez le fichier IATI tel qu’il est publié.",
    "PublishedNotRead": "Ce fichier ne se lit pas à la ligne {line}, colonne {column}. Attendu : des activités IATI en XML, ou un paquet 360Giving en JSON.",
    "PublishedUnknown": "Ce fichier ne contient aucune subvention connue ici : trouvé {found}. Attendu : iati-activities, ou une liste « grants ».",
    "PublishedTooMany": "Ce fichier contient plus de {maximum} subventions. Apportez-en une partie : une année, ou les subventions du Maroc.",
}
ARABIC = {
    "GrantsUnreadable": "لا تُقرأ هنا أي منحة: {reason}. المنتظر: حزمة 360Giving، أو جدول بعناوينه (Identifier وTitle وAmount Awarded…).",
    "GrantsNotWritten": "في المنح {n} أخطاء ولم تُكتب. أولها: {first}.",
    "ActivityNotWritten": "لم يُكتب النشاط «{activity}»: {fact} هو {found}. المنتظر حسب قواعد IATI 2.03: معرف يبدأ بمعرف المنظمة، وعنوان ووصف بلغته، وقطاعات مجموعها 100 %، وبداية، وتواريخ مرتبة وغير مستقبلية، ورقم لكل مؤشر.",
    "PublishedTooLarge": "يزن هذا الملف أكثر من {maximum} ميغابايت. أحضروا جزءا منه: سنة واحدة، أو منح المغرب.",
    "PublishedDoctype": "يصرح هذا XML بنوع للوثيقة (DOCTYPE): لا يُقرأ. أحضروا ملف IATI كما نشر.",
    "PublishedNotRead": "لا يُقرأ هذا الملف عند السطر {line}، العمود {column}. المنتظر: أنشطة IATI في XML، أو حزمة 360Giving في JSON.",
    "PublishedUnknown": "ليس في هذا الملف منح معروفة هنا: الموجود {found}. المنتظر: iati-activities أو لائحة «grants».",
    "PublishedTooMany": "في هذا الملف أكثر من {maximum} منحة. أحضروا جزءا منه: سنة واحدة، أو منح المغرب.",
}
