"""Grants that cannot be published or read as open data."""

FRENCH = {
    "GrantsUnreadable": "Aucune subvention ne se lit ici : {reason}. Attendu : un paquet 360Giving, ou un tableau avec ses titres (Identifier, Title, Amount Awarded…).",
    "GrantsNotWritten": "Les subventions ont {n} défauts et n’ont pas été écrites. Le premier : {first}.",
    "ActivityNotWritten": "L’activité « {activity} » n’a pas été écrite : {fact} vaut {found}. Attendu, selon les règles d’IATI 2.03 : un identifiant qui commence par celui de l’organisation, un titre et une description dans sa langue, des secteurs qui font 100 %, un début, des dates en ordre et non à venir, un chiffre par indicateur.",
}
ARABIC = {
    "GrantsUnreadable": "لا تُقرأ هنا أي منحة: {reason}. المنتظر: حزمة 360Giving، أو جدول بعناوينه (Identifier وTitle وAmount Awarded…).",
    "GrantsNotWritten": "في المنح {n} أخطاء ولم تُكتب. أولها: {first}.",
    "ActivityNotWritten": "لم يُكتب النشاط «{activity}»: {fact} هو {found}. المنتظر حسب قواعد IATI 2.03: معرف يبدأ بمعرف المنظمة، وعنوان ووصف بلغته، وقطاعات مجموعها 100 %، وبداية، وتواريخ مرتبة وغير مستقبلية، ورقم لكل مؤشر.",
}
