"""Tables of results that cannot be written. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "EmptyTable": "Un tableau demande au moins un résultat ; aucun n'a été donné. Donnez une estimation, un contrôle ou un fichier qui en contient.",
    "NotAnEstimate": "Le fichier « {file} » ne contient pas ce qu'écrit « miqyas estimate … --json » : {reason}. Écrivez-le à nouveau avec cette commande.",
}
ARABIC: dict[str, str] = {
    "EmptyTable": "يحتاج الجدول إلى نتيجة واحدة على الأقل؛ لم تُعط أي نتيجة. أعطوا تقديرًا أو فحصًا أو ملفًا يحتوي عليهما.",
    "NotAnEstimate": "الملف «{file}» لا يحتوي على ما يطبعه «miqyas estimate … --json»: {reason}. اكتبوه من جديد بهذا الأمر.",
}
