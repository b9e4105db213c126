"""What is wrong with a file, by the name of the class, in French and Arabic."""

FRENCH: dict[str, str] = {
    "FileNotThere": (
        "Il n'y a pas de fichier à « {file} ». Attendu : un fichier qui peut être ouvert. Vérifiez le nom et "
        "le dossier."
    ),
    "EmptyFile": (
        "« {file} » est vide : 0 octet de contenu. Attendu : une première ligne de noms de colonnes et au "
        "moins une ligne de données. Exportez-le de nouveau et vérifiez sa taille avant de l'envoyer."
    ),
    "TooBig": (
        "« {file} » pèse {found} octets ; la limite est de {maximum} octets. Gardez les colonnes utiles à "
        "l'étude, ou enregistrez-le en Parquet, plus léger."
    ),
    "NotATable": (
        "« {file} » n'est pas un tableau : son contenu est {found}, quel que soit son nom. Attendu : CSV, "
        "Excel (.xlsx), Stata (.dta) ou Parquet. Ouvrez-le dans le logiciel qui l'a produit et enregistrez "
        "le tableau en CSV ou en .xlsx."
    ),
    "BinaryFile": (
        "« {file} » n'est ni du texte ni une sorte de tableau connue : l'octet {offset} vaut {found}. "
        "Attendu : CSV, Excel (.xlsx), Stata (.dta) ou Parquet. Enregistrez le tableau sous l'une de ces "
        "formes."
    ),
    "OldWorkbook": (
        "« {file} » est un classeur Excel d'avant 2007 (.xls), qui n'est pas lu. Attendu : .xlsx. Ouvrez-le "
        "dans Excel ou LibreOffice, choisissez « Enregistrer sous », puis « Classeur Excel (.xlsx) »."
    ),
    "LockedWorkbook": (
        "« {file} » est protégé par un mot de passe : ses cellules ne peuvent pas être lues. Attendu : un "
        "classeur sans mot de passe. Retirez-le dans Excel (Fichier, Informations, Protéger le classeur) et "
        "renvoyez le fichier."
    ),
    "ReaderAbsent": (
        "« {file} » demande le paquet {package}, qui n'est pas installé ici. Installez-le avec : pip install "
        '"miqyas[files]".'
    ),
    "UnknownEncoding": (
        "« {encoding} » n'est pas le nom d'un encodage de texte. Attendu : un nom comme utf-8, windows-1252 "
        "ou windows-1256. Corrigez le nom, ou ne l'indiquez pas."
    ),
    "WrongEncoding": (
        "« {file} » n'est pas un texte en {expected} : à la ligne {line}, l'octet {offset} ne peut pas être "
        "lu. Il ressemble à {guess}. Enregistrez-le en « CSV UTF-8 », ou indiquez que son encodage est "
        "{guess}."
    ),
    "DuplicatedHeader": (
        "Le nom de colonne « {name} » apparaît {found} fois, dans les colonnes {positions}. Attendu : chaque "
        "nom une seule fois (les majuscules ne distinguent pas deux noms). Renommez ces colonnes et renvoyez "
        "le fichier."
    ),
    "EmptyHeader": (
        "La colonne {position} n'a pas de nom dans la première ligne. Attendu : un nom au-dessus de chaque "
        "colonne. Écrivez-y un nom, ou supprimez la colonne."
    ),
    "MergedHeader": (
        "Dans la feuille « {sheet} », les cellules {cells} sont fusionnées et touchent la première ligne. "
        "Attendu : un nom au-dessus de chaque colonne, dans la première ligne seule. Annulez la fusion et "
        "donnez son nom à chaque colonne."
    ),
    "NoRows": (
        "« {file} » a des noms de colonnes mais aucune ligne de données. Attendu : au moins une ligne sous "
        "les noms. Vérifiez que l'export était complet."
    ),
    "TooManyColumns": (
        "« {file} » a {found} colonnes ; la limite est de {maximum}. Gardez les colonnes utiles à l'étude ; "
        "si lignes et colonnes ont été échangées, transposez le tableau."
    ),
    "TooManyRows": (
        "« {file} » a plus de {maximum} lignes de données, ce qui est la limite. Gardez les lignes utiles à "
        "l'étude, ou partagez le fichier."
    ),
    "RaggedLine": (
        "La ligne {line} a {found} champs ; la première ligne en a {expected}. La cause habituelle est un "
        "séparateur dans un texte sans guillemets. Corrigez la ligne {line}, ou exportez de nouveau avec les "
        "textes entre guillemets."
    ),
    "UnclosedQuote": (
        "Un guillemet ouvert dans l'enregistrement qui commence à la ligne {line} n'est jamais fermé. "
        "Attendu : des guillemets par paires. Fermez-le ou retirez-le."
    ),
    "StrayQuote": (
        "Dans l'enregistrement qui commence à la ligne {line}, quelque chose suit un guillemet fermant. "
        "Attendu : un séparateur ou la fin de la ligne ; un guillemet dans un texte est doublé. Corrigez "
        "cette ligne."
    ),
    "CellTooLong": (
        "Ligne {line}, colonne {column} : la cellule contient {found} caractères ; la limite est de "
        "{maximum}. La cause habituelle est un guillemet resté ouvert. Raccourcissez ou corrigez cette "
        "cellule."
    ),
    "FormulaCell": (
        "Dans la feuille « {sheet} », la cellule {cell} contient une formule : {formula}. Attendu : des "
        "valeurs, car une formule donne un autre chiffre un autre jour. Dans Excel, copiez la feuille, "
        "utilisez « Collage spécial, Valeurs », puis enregistrez."
    ),
    "FormulaText": (
        "Ligne {line}, colonne « {column} » : le texte {found} serait exécuté comme une formule par un "
        "tableur. Attendu : de simples valeurs. Remplacez-le par sa valeur, ou retirez son premier signe."
    ),
    "ErrorCell": (
        "Dans la feuille « {sheet} », la cellule {cell} contient l'erreur de tableur {found}. Attendu : une "
        "valeur ou une cellule vide. Corrigez la cellule ou videz-la."
    ),
    "NumberTooLarge": (
        "Ligne {row} des données, colonne « {column} » : {found} dépasse les nombres qui peuvent être gardés "
        "(environ 1,8e308). Corrigez la valeur, ou videz la cellule."
    ),
    "NestedColumn": (
        "La colonne « {column} » contient {found}, et non une valeur par ligne. Attendu : des nombres, des "
        "dates, des textes ou vrai/faux. Répartissez-la sur plusieurs colonnes, ou retirez-la."
    ),
    "ZipBomb": (
        "« {file} » passerait de {compressed} à {found} octets une fois ouvert ; la limite est de {maximum}. "
        "Un classeur de données ne fait pas cela. Copiez les données dans un nouveau classeur et "
        "enregistrez-le."
    ),
    "DangerousXml": (
        "« {file} » contient des définitions XML (DOCTYPE) dans sa partie {part} : aucun tableur n'en écrit, "
        "et elles peuvent épuiser une machine. Copiez les données dans un nouveau classeur et "
        "enregistrez-le."
    ),
    "ExternalLinks": (
        "« {file} » prend des valeurs dans un autre classeur : {target}. Attendu : un classeur qui se "
        "suffit. Dans Excel : Données, Modifier les liens, Rompre la liaison ; puis enregistrez."
    ),
    "NotAnOfficeForm": (
        "« {file} » n'est ni un fichier Word ni un fichier Excel : son contenu est {found}. Attendu : le formulaire tel "
        "qu'il a été téléchargé, rempli et enregistré en .docx ou .xlsx."
    ),
    "MacrosInside": (
        "« {file} » contient un programme (macros) : il n'est pas ouvert. Attendu : un fichier sans macros. "
        "Enregistrez-le en .docx ou .xlsx et renvoyez-le."
    ),
    "LinkedDocument": (
        "« {file} » prend une partie de son contenu ailleurs : {target}. Attendu : un fichier qui contient tout. Copiez "
        "vos réponses dans un formulaire téléchargé de nouveau, et envoyez-le."
    ),
    "SheetAbsent": (
        "Il n'y a pas de feuille « {sheet} » dans « {file} ». Ses feuilles sont : {sheets}. Choisissez l'une "
        "d'elles."
    ),
    "NoSheets": (
        "« {file} » n'a aucune feuille de cellules visible. Attendu : une feuille avec le tableau. Mettez le "
        "tableau dans une feuille ordinaire et enregistrez."
    ),
    "TooSlow": (
        "La lecture de « {file} » a dépassé {maximum} secondes et a été arrêtée à la ligne {row}. Supprimez "
        "les lignes vides mises en forme sous le tableau, ou enregistrez-le en CSV."
    ),
    "CorruptFile": (
        "« {file} » commence comme un fichier {kind} mais il est abîmé ou coupé. Attendu : un fichier "
        "entier. Renvoyez-le ; s'il ne s'ouvre pas non plus dans son propre logiciel, exportez-le de "
        "nouveau."
    ),
    "ColumnAbsent": (
        "Il n'y a pas de colonne « {column} » dans « {file} ». Ses colonnes sont : {columns}. Corrigez le "
        "nom."
    ),
    "NothingToFreeze": (
        "Il ne reste aucune colonne de « {file} » à figer. Attendu : au moins une. Gardez une colonne."
    ),
    "FolderNotWritable": (
        "Rien ne peut être écrit dans « {folder} » : {reason}. Attendu : un dossier qui a de la place et où "
        "vous avez le droit d'écrire. Choisissez un autre dossier."
    ),
    "DatasetAbsent": (
        "Le jeu de données figé {sha256} n'est pas dans cette réserve. Attendu : son fichier, sous son "
        "empreinte. Restaurez-le depuis la sauvegarde, ou figez de nouveau le fichier d'origine."
    ),
}

ARABIC: dict[str, str] = {
    "FileNotThere": ("لا يوجد ملف في «{file}». المتوقع: ملف يمكن فتحه. تحققوا من الاسم والمجلد."),
    "EmptyFile": (
        "الملف «{file}» فارغ: محتواه 0 بايت. المتوقع: سطر أول فيه أسماء الأعمدة وسطر بيانات واحد على الأقل. "
        "أعيدوا تصديره وتحققوا من حجمه قبل إرساله."
    ),
    "TooBig": (
        "حجم الملف «{file}» هو {found} بايت، والحد الأقصى {maximum} بايت. احتفظوا بالأعمدة التي تحتاجها "
        "الدراسة، أو احفظوه بصيغة Parquet لأنها أخف."
    ),
    "NotATable": (
        "الملف «{file}» ليس جدولاً: محتواه {found} مهما كان اسمه. المتوقع: CSV أو Excel (.xlsx) أو Stata "
        "(.dta) أو Parquet. افتحوه في البرنامج الذي أنتجه واحفظوا الجدول بصيغة CSV أو .xlsx."
    ),
    "BinaryFile": (
        "الملف «{file}» ليس نصاً ولا نوعاً معروفاً من الجداول: البايت رقم {offset} قيمته {found}. المتوقع: "
        "CSV أو Excel (.xlsx) أو Stata (.dta) أو Parquet. احفظوا الجدول بإحدى هذه الصيغ."
    ),
    "OldWorkbook": (
        "الملف «{file}» مصنف Excel أقدم من 2007 (.xls) ولا يُقرأ. المتوقع: .xlsx. افتحوه في Excel أو "
        "LibreOffice، واختاروا «حفظ باسم» ثم «مصنف Excel (.xlsx)»."
    ),
    "LockedWorkbook": (
        "الملف «{file}» محمي بكلمة مرور، فلا يمكن قراءة خلاياه. المتوقع: مصنف بلا كلمة مرور. أزيلوها في "
        "Excel (ملف، معلومات، حماية المصنف) وأعيدوا إرساله."
    ),
    "ReaderAbsent": (
        "يحتاج الملف «{file}» إلى الحزمة {package} وهي غير مثبتة هنا. ثبّتوها بالأمر: pip install "
        '"miqyas[files]".'
    ),
    "UnknownEncoding": (
        "«{encoding}» ليس اسم ترميز نصي. المتوقع: اسم مثل utf-8 أو windows-1252 أو windows-1256. صححوا الاسم "
        "أو اتركوه."
    ),
    "WrongEncoding": (
        "الملف «{file}» ليس نصاً بترميز {expected}: في السطر {line} لا يمكن قراءة البايت رقم {offset}. يبدو "
        "أنه {guess}. احفظوه بصيغة «CSV UTF-8»، أو حددوا أن ترميزه {guess}."
    ),
    "DuplicatedHeader": (
        "اسم العمود «{name}» مكرر {found} مرات، في الأعمدة {positions}. المتوقع: كل اسم مرة واحدة (الحروف "
        "الكبيرة لا تفرق بين اسمين). غيّروا أسماء هذه الأعمدة وأعيدوا إرسال الملف."
    ),
    "EmptyHeader": (
        "العمود رقم {position} بلا اسم في السطر الأول. المتوقع: اسم فوق كل عمود. اكتبوا اسماً هناك أو احذفوا "
        "العمود."
    ),
    "MergedHeader": (
        "في الورقة «{sheet}»، الخلايا {cells} مدمجة وتمس السطر الأول. المتوقع: اسم فوق كل عمود، في السطر "
        "الأول وحده. ألغوا الدمج وأعطوا كل عمود اسمه."
    ),
    "NoRows": (
        "في الملف «{file}» أسماء أعمدة ولا يوجد أي سطر بيانات. المتوقع: سطر واحد على الأقل تحت الأسماء. "
        "تحققوا من أن التصدير كان كاملاً."
    ),
    "TooManyColumns": (
        "في الملف «{file}» {found} عموداً، والحد الأقصى {maximum}. احتفظوا بالأعمدة التي تحتاجها الدراسة؛ "
        "وإذا انعكست الأسطر والأعمدة فبدّلوا بينها."
    ),
    "TooManyRows": (
        "في الملف «{file}» أكثر من {maximum} سطر بيانات، وهو الحد الأقصى. احتفظوا بالأسطر التي تحتاجها "
        "الدراسة، أو قسّموا الملف."
    ),
    "RaggedLine": (
        "في السطر {line} عدد الحقول {found}، وفي السطر الأول {expected}. السبب المعتاد فاصل داخل نص بلا "
        "علامات اقتباس. صححوا السطر {line}، أو أعيدوا التصدير مع وضع النصوص بين علامات اقتباس."
    ),
    "UnclosedQuote": (
        "علامة اقتباس فُتحت في السجل الذي يبدأ في السطر {line} ولم تُغلق. المتوقع: علامتان لكل نص، واحدة "
        "تفتح وأخرى تغلق. أغلقوها أو احذفوها."
    ),
    "StrayQuote": (
        "في السجل الذي يبدأ في السطر {line} يوجد شيء بعد علامة اقتباس مغلقة. المتوقع: فاصل أو نهاية السطر؛ "
        "وعلامة الاقتباس داخل النص تُكتب مرتين. صححوا هذا السطر."
    ),
    "CellTooLong": (
        "السطر {line}، العمود {column}: في الخلية {found} حرفاً، والحد الأقصى {maximum}. السبب المعتاد علامة "
        "اقتباس بقيت مفتوحة. اختصروا هذه الخلية أو صححوها."
    ),
    "FormulaCell": (
        "في الورقة «{sheet}»، تحتوي الخلية {cell} على صيغة حسابية: {formula}. المتوقع: قيم، لأن الصيغة تعطي "
        "رقماً آخر في يوم آخر. في Excel انسخوا الورقة واستعملوا «لصق خاص، قيم» ثم احفظوا."
    ),
    "FormulaText": (
        "السطر {line}، العمود «{column}»: النص {found} ينفذه برنامج الجداول كصيغة حسابية. المتوقع: قيم "
        "عادية. ضعوا القيمة مكانه، أو احذفوا علامته الأولى."
    ),
    "ErrorCell": (
        "في الورقة «{sheet}»، تحتوي الخلية {cell} على خطأ جدول {found}. المتوقع: قيمة أو خلية فارغة. صححوا "
        "الخلية أو أفرغوها."
    ),
    "NumberTooLarge": (
        "السطر {row} من البيانات، العمود «{column}»: {found} أكبر من الأعداد التي يمكن حفظها (نحو 1.8e308). "
        "صححوا القيمة أو أفرغوا الخلية."
    ),
    "NestedColumn": (
        "يحتوي العمود «{column}» على {found} وليس على قيمة واحدة في كل سطر. المتوقع: أعداد أو تواريخ أو نصوص "
        "أو صحيح/خطأ. وزعوه على عدة أعمدة، أو احذفوه."
    ),
    "ZipBomb": (
        "حجم الملف «{file}» ينتقل من {compressed} إلى {found} بايت عند فتحه، والحد الأقصى {maximum}. مصنف "
        "البيانات لا يفعل ذلك. انسخوا البيانات إلى مصنف جديد واحفظوه."
    ),
    "DangerousXml": (
        "يحتوي الملف «{file}» على تعريفات XML (DOCTYPE) في جزئه {part}: لا يكتبها أي برنامج جداول وقد تُنهك "
        "الجهاز. انسخوا البيانات إلى مصنف جديد واحفظوه."
    ),
    "ExternalLinks": (
        "يأخذ الملف «{file}» قيماً من مصنف آخر: {target}. المتوقع: مصنف قائم بذاته. في Excel: بيانات، تحرير "
        "الارتباطات، قطع الارتباط؛ ثم احفظوا."
    ),
    "NotAnOfficeForm": (
        "الملف «{file}» ليس ملف Word ولا Excel: محتواه {found}. المتوقع: الاستمارة كما نُزّلت، مملوءة ومحفوظة بصيغة .docx أو "
        ".xlsx."
    ),
    "MacrosInside": (
        "يحتوي الملف «{file}» على برنامج (ماكرو)، فلا يُفتح. المتوقع: ملف بلا ماكرو. احفظوه بصيغة .docx أو .xlsx وأعيدوا "
        "إرساله."
    ),
    "LinkedDocument": (
        "يأخذ الملف «{file}» جزءاً من محتواه من مكان آخر: {target}. المتوقع: ملف يحتوي على كل شيء. انسخوا إجاباتكم إلى "
        "استمارة تُنزَّل من جديد وأرسلوها."
    ),
    "SheetAbsent": ("لا توجد ورقة «{sheet}» في «{file}». أوراقه هي: {sheets}. اختاروا واحدة منها."),
    "NoSheets": (
        "لا توجد في «{file}» ورقة خلايا ظاهرة. المتوقع: ورقة فيها الجدول. ضعوا الجدول في ورقة عادية واحفظوا."
    ),
    "TooSlow": (
        "تجاوزت قراءة «{file}» {maximum} ثانية وأوقفت عند السطر {row}. احذفوا الأسطر الفارغة المنسقة تحت "
        "الجدول، أو احفظوه بصيغة CSV."
    ),
    "CorruptFile": (
        "يبدأ الملف «{file}» كملف {kind} لكنه تالف أو ناقص. المتوقع: ملف كامل. أعيدوا إرساله؛ وإذا لم يُفتح "
        "في برنامجه أيضاً فأعيدوا تصديره."
    ),
    "ColumnAbsent": ("لا يوجد عمود «{column}» في «{file}». أعمدته هي: {columns}. صححوا الاسم."),
    "NothingToFreeze": ("لم يبق أي عمود من «{file}» لتجميده. المتوقع: عمود واحد على الأقل. احتفظوا بعمود."),
    "FolderNotWritable": (
        "لا يمكن كتابة أي شيء في «{folder}»: {reason}. المتوقع: مجلد فيه مساحة ولكم حق الكتابة فيه. اختاروا "
        "مجلداً آخر."
    ),
    "DatasetAbsent": (
        "مجموعة البيانات المجمدة {sha256} غير موجودة في هذا المخزن. المتوقع: ملفها تحت بصمتها. استعيدوها من "
        "النسخة الاحتياطية، أو جمّدوا الملف الأصلي من جديد."
    ),
}
