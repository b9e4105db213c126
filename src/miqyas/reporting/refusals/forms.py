"""What a refused questionnaire is told in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "UnreadableForm": "Ce questionnaire ne peut pas être lu.",
    "XFormTooLarge": "Ce formulaire pèse {found} octets ; la limite est de {maximum}. Placez ses longues listes de choix dans un fichier CSV à côté.",
    "XFormNotXml": "Ce formulaire n'est pas un XML bien formé : {reason}. Exportez-le de nouveau depuis le programme qui l'a fait.",
    "XFormWithDoctype": "Ce formulaire déclare un type de document (DOCTYPE), ce qui n'est jamais accepté. Retirez cette déclaration.",
    "NotAnXForm": "Ce XML n'est pas un formulaire : il y manque {missing}. Attendu : un XForm ODK, tel que le donne la conversion d'un XLSForm.",
    "XFormWithoutId": "Ce formulaire n'a pas d'identifiant. Écrivez l'attribut « id » sur « {root} », la racine de ses réponses.",
    "FormHasErrors": "Ce questionnaire a des erreurs ({count}) : la première est « {code} » ({place}). Rien n'est converti tant qu'elles ne sont pas corrigées : lancez « miqyas forms check » pour les lire toutes.",
    "FormPackageMissing": 'Lire un questionnaire demande le paquet {package}, qui n\'est pas installé ici. Installez-le avec : pip install "miqyas[forms]".',
}
ARABIC: dict[str, str] = {
    "UnreadableForm": "لا يمكن قراءة هذا الاستبيان.",
    "XFormTooLarge": "حجم هذا النموذج {found} بايت؛ الحد الأقصى {maximum}. ضعوا لوائح الاختيارات الطويلة في ملف CSV بجانبه.",
    "XFormNotXml": "هذا النموذج ليس XML سليم البنية: {reason}. صدّروه من جديد من البرنامج الذي أنشأه.",
    "XFormWithDoctype": "يصرّح هذا النموذج بنوع مستند (DOCTYPE)، وهذا لا يُقبل أبدا. احذفوا هذا التصريح.",
    "NotAnXForm": "هذا الملف XML ليس نموذجا: ينقصه {missing}. المنتظر: نموذج XForm من ODK كالذي يعطيه تحويل XLSForm.",
    "XFormWithoutId": "ليس لهذا النموذج معرّف. اكتبوا الخاصية «id» على «{root}»، وهو جذر إجاباته.",
    "FormHasErrors": "في هذا الاستبيان أخطاء ({count}): أولها «{code}» ({place}). لا يُحوَّل شيء حتى تُصحَّح: نفّذوا «miqyas forms check» لقراءتها كلها.",
    "FormPackageMissing": 'تحتاج قراءة الاستبيان إلى الحزمة {package} غير المثبتة هنا. ثبّتوها بالأمر: pip install "miqyas[forms]".',
}
