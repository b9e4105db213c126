"""Grants that cannot be published or read as open data."""

FRENCH = {
    "GrantsUnreadable": "Aucune subvention ne se lit ici : {reason}. Attendu : un paquet 360Giving, ou un tableau avec ses titres (Identifier, Title, Amount Awarded…).",
    "GrantsNotWritten": "Les subventions ont {n} défauts et n’ont pas été écrites. Le premier : {first}.",
}
ARABIC = {
    "GrantsUnreadable": "لا تُقرأ هنا أي منحة: {reason}. المنتظر: حزمة 360Giving، أو جدول بعناوينه (Identifier وTitle وAmount Awarded…).",
    "GrantsNotWritten": "في المنح {n} أخطاء ولم تُكتب. أولها: {first}.",
}
