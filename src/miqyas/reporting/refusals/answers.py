"""What an answer that does not fit its form is told in French and Arabic, by class of error."""

# What a question expects, as its answer is told.
EXPECTED: dict[str, dict[str, str]] = {
    "whole number": {"fr": "un nombre entier", "ar": "عدد صحيح"},
    "number": {"fr": "un nombre", "ar": "عدد"},
    "date": {"fr": "une date", "ar": "تاريخ"},
    "date and time": {"fr": "une date et une heure", "ar": "تاريخ وساعة"},
    "position": {"fr": "une position", "ar": "موقع"},
}

FRENCH: dict[str, str] = {
    "AnswerMisfit": "Cette réponse ne correspond pas au formulaire.",
    "AnswerNotXml": "Cette réponse n'est pas un XML lisible : {reason}. Redemandez-la au téléphone qui l'a envoyée.",
    "AnswerDoctype": "Cette réponse contient un type de document (DOCTYPE), qu'aucun formulaire n'écrit. Elle est refusée, quoi qu'elle contienne.",
    "AnswerFormUnknown": "Cette réponse est faite au formulaire « {found} » ; le formulaire est « {expected} ». Donnez le formulaire qui a été rempli.",
    "AnswerVersionUnknown": "Cette réponse est faite à la version « {found} » du formulaire ; les versions données sont : {known}. Donnez aussi celle-là.",
    "AnswerWithoutIdentifier": "Cette réponse n'a pas d'instanceID : rien ne la distingue d'une autre. Redemandez-la au téléphone.",
    "AnswerIdentifierTwice": "Cette réponse a le même instanceID que « {first} ». Gardez l'une des deux.",
    "AnswerElementUnknown": "Le formulaire n'a pas de question à « {path} ». Vérifiez quelle version du formulaire a été remplie.",
    "AnswerElementTwice": "« {path} » se trouve deux fois dans cette réponse, et ce n'est pas une partie qui se répète. Corrigez la réponse.",
    "AnswerStrayText": "Cette réponse contient le texte « {found} » hors de toute question. Corrigez la réponse.",
    "AnswerTooLarge": "Ce fichier pèse plus de {maximum} octets, ce qu'aucune réponse ne pèse. Vérifiez que c'est bien une réponse.",
    "AnswerValueUnfit": "« {column} » contient « {found} » ; attendu : {expected}. Corrigez la réponse ; la case reste vide en attendant.",
    "AnswerChoiceUnknown": "« {column} » contient le choix « {found} », que le formulaire ne propose pas. Il est gardé tel quel.",
    "FormsDiffer": "Les versions données sont celles de deux formulaires : « {first} » et « {second} ». Donnez les versions d'un seul formulaire.",
    "VersionTwice": "Deux des formulaires donnés portent la version « {version} ». Donnez chaque version une fois.",
    "NoAnswerFiles": "Il n'y a aucun fichier XML dans « {folder} ». Donnez le dossier qui contient les réponses.",
    "FormNotReadable": "Le formulaire « {file} » ne peut pas être utilisé ({reason}). Vérifiez-le avec `miqyas forms check`.",
    "TooWideForExcel": "Une feuille Excel contient {rows} lignes et {columns} colonnes ; cette table en a davantage. Choisissez un autre format.",
    "PackageForFormatAbsent": 'Écrire « {form} » demande le paquet {package}. Installez-le : pip install "miqyas[forms]".',
}
ARABIC: dict[str, str] = {
    "AnswerMisfit": "هذه الإجابة لا توافق الاستبيان.",
    "AnswerNotXml": "هذه الإجابة ليست ملف XML مقروءا: {reason}. اطلبوها من جديد من الهاتف الذي أرسلها.",
    "AnswerDoctype": "تحتوي هذه الإجابة على نوع مستند (DOCTYPE) لا يكتبه أي استبيان. هي مرفوضة مهما كان محتواها.",
    "AnswerFormUnknown": "هذه إجابة عن الاستبيان «{found}»؛ والاستبيان المعطى هو «{expected}». أعطوا الاستبيان الذي مُلئ.",
    "AnswerVersionUnknown": "هذه إجابة عن الإصدار «{found}» من الاستبيان؛ والإصدارات المعطاة هي: {known}. أعطوا هذا الإصدار أيضا.",
    "AnswerWithoutIdentifier": "ليس لهذه الإجابة معرّف instanceID، فلا شيء يميزها عن غيرها. اطلبوها من جديد من الهاتف.",
    "AnswerIdentifierTwice": "لهذه الإجابة نفس المعرّف instanceID الذي لـ«{first}». احتفظوا بواحدة منهما.",
    "AnswerElementUnknown": "لا يوجد في الاستبيان سؤال في «{path}». تحققوا من إصدار الاستبيان الذي مُلئ.",
    "AnswerElementTwice": "يوجد «{path}» مرتين في هذه الإجابة، وهو ليس جزءا متكررا. صحّحوا الإجابة.",
    "AnswerStrayText": "تحتوي هذه الإجابة على النص «{found}» خارج أي سؤال. صحّحوا الإجابة.",
    "AnswerTooLarge": "يتجاوز وزن هذا الملف {maximum} بايت، ولا تبلغ أي إجابة هذا الوزن. تحققوا من أنه إجابة.",
    "AnswerValueUnfit": "يحتوي «{column}» على «{found}»؛ المنتظر: {expected}. صحّحوا الإجابة؛ وتبقى الخانة فارغة إلى ذلك الحين.",
    "AnswerChoiceUnknown": "يحتوي «{column}» على الخيار «{found}» الذي لا يقترحه الاستبيان. حُفظ كما جاء.",
    "FormsDiffer": "الإصدارات المعطاة تخص استبيانين: «{first}» و«{second}». أعطوا إصدارات استبيان واحد.",
    "VersionTwice": "استبيانان من المعطاة يحملان الإصدار «{version}». أعطوا كل إصدار مرة واحدة.",
    "NoAnswerFiles": "لا يوجد أي ملف XML في «{folder}». أعطوا المجلد الذي يحتوي على الإجابات.",
    "FormNotReadable": "لا يمكن استعمال الاستبيان «{file}» ({reason}). تحققوا منه بالأمر miqyas forms check.",
    "TooWideForExcel": "تسع ورقة إكسل {rows} سطرا و{columns} عمودا؛ وهذا الجدول أكبر. اختاروا صيغة أخرى.",
    "PackageForFormatAbsent": 'تحتاج كتابة «{form}» إلى الحزمة {package}. ثبّتوها بالأمر: pip install "miqyas[forms]".',
}
