"""What a refused list of indicators, or a row of it, is told in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "InvalidForeignList": "Cette liste d'indicateurs ne peut pas être lue.",
    "ForeignNameColumnMissing": "Aucune colonne n'a pour titre le nom d'un indicateur. Les colonnes sont : {columns}. Dites laquelle contient les noms.",
    "ForeignFieldUnknown": "Un indicateur importé n'a pas de champ « {field} ». Les champs sont : {expected}.",
    "ForeignColumnUnknown": "Le fichier n'a pas de colonne « {column} ». Ses colonnes sont : {columns}. Corrigez le nom.",
    "ForeignColumnTwice": "La colonne « {column} » est donnée pour deux champs : {first} et {second}. Choisissez.",
    "ForeignRowFault": "Une ligne de cette liste ne peut pas être importée.",
    "ForeignNameMissing": "Ligne {row} : la colonne « {column} » est vide. Écrivez le nom de l'indicateur.",
    "ForeignIdMissing": "Ligne {row} : la colonne « {column} » est vide. Écrivez l'identifiant, ou laissez cette colonne de côté pour toutes les lignes.",
    "ForeignIdTwice": "Ligne {row} : l'identifiant « {identifier} » est déjà à la ligne {first}. Donnez à chacun le sien.",
    "ForeignTextTooLong": "Ligne {row}, colonne « {column} » : {found} caractères ; la limite est de {maximum}. Raccourcissez le texte.",
    "ForeignFormula": "Ligne {row}, colonne « {column} » : « {found} » serait exécuté comme une formule par un tableur. Retirez son premier signe.",
    "ForeignSdgUnknown": "Ligne {row} : « {code} » n'est ni un objectif, ni une cible, ni un indicateur du développement durable. Corrigez le code.",
    "ForeignLinkInvalid": "Ligne {row} : « {found} » n'est pas une adresse web. Elle doit commencer par https:// ou http://.",
}
ARABIC: dict[str, str] = {
    "InvalidForeignList": "لا يمكن قراءة لائحة المؤشرات هذه.",
    "ForeignNameColumnMissing": "لا يوجد عمود عنوانه اسم المؤشر. الأعمدة هي: {columns}. حددوا العمود الذي يحتوي على الأسماء.",
    "ForeignFieldUnknown": "ليس للمؤشر المستورد حقل «{field}». الحقول هي: {expected}.",
    "ForeignColumnUnknown": "لا يوجد في الملف عمود «{column}». أعمدته هي: {columns}. صحّحوا الاسم.",
    "ForeignColumnTwice": "العمود «{column}» معطى لحقلين: {first} و{second}. اختاروا واحدا.",
    "ForeignRowFault": "لا يمكن استيراد سطر من هذه اللائحة.",
    "ForeignNameMissing": "السطر {row}: العمود «{column}» فارغ. اكتبوا اسم المؤشر.",
    "ForeignIdMissing": "السطر {row}: العمود «{column}» فارغ. اكتبوا المعرّف أو اتركوا هذا العمود جانبا لكل الأسطر.",
    "ForeignIdTwice": "السطر {row}: المعرّف «{identifier}» موجود في السطر {first}. أعطوا لكل واحد معرّفه.",
    "ForeignTextTooLong": "السطر {row}، العمود «{column}»: {found} حرفا؛ الحد الأقصى {maximum}. اختصروا النص.",
    "ForeignFormula": "السطر {row}، العمود «{column}»: سينفذ برنامج الجداول «{found}» كصيغة. احذفوا علامته الأولى.",
    "ForeignSdgUnknown": "السطر {row}: «{code}» ليس هدفا ولا غاية ولا مؤشرا من أهداف التنمية المستدامة. صحّحوا الرمز.",
    "ForeignLinkInvalid": "السطر {row}: «{found}» ليس عنوانا على الويب. يجب أن يبدأ بـ https:// أو http://.",
}
