# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""What a refused plan, theory, indicator or archive is told in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {}
ARABIC: dict[str, str] = {}

# Plans and facts.

FRENCH |= {
    "EmptyQuestion": "Le plan ne pose aucune question. Écrivez en une phrase ce que vous voulez savoir.",
    "UnknownDesign": "Le dispositif « {found} » n'est pas connu. Choisissez parmi : {expected}.",
    "RoleMissing": "Le dispositif « {design} » a besoin d'une colonne pour le rôle « {role} ». Indiquez cette colonne dans le plan.",
    "RoleTwice": "La colonne « {column} » a deux rôles : {first} et {second}. Donnez à chaque rôle sa propre colonne.",
    "InvalidField": "Le champ « {field} » ne peut pas contenir « {found} ». Attendu : {expected}.",
    "UnknownField": "Le champ « {field} » n'existe pas ici. Corrigez son nom ou supprimez-le.",
    "ContradictoryFacts": "« {first} » et « {second} » se contredisent. Corrigez l'un des deux.",
}
ARABIC |= {
    "EmptyQuestion": "لا تطرح الخطة أي سؤال. اكتبوا في جملة واحدة ما تريدون معرفته.",
    "UnknownDesign": "التصميم «{found}» غير معروف. اختاروا من بين: {expected}.",
    "RoleMissing": "يحتاج التصميم «{design}» إلى عمود للدور «{role}». حدّدوا هذا العمود في الخطة.",
    "RoleTwice": "للعمود «{column}» دوران: {first} و{second}. خصّصوا لكل دور عمودًا.",
    "InvalidField": "لا يمكن أن يحتوي الحقل «{field}» على «{found}». المنتظر: {expected}.",
    "UnknownField": "الحقل «{field}» غير موجود هنا. صحّحوا اسمه أو احذفوه.",
    "ContradictoryFacts": "«{first}» و«{second}» متناقضان. صحّحوا أحدهما.",
}

# Archives of a report.

FRENCH |= {
    "NotAnArchive": "Le fichier « {name} » n'est pas une archive de rapport Miqyas : {found}. Demandez le fichier .miqyas à son auteur.",
    "UnexpectedMember": "L'archive contient « {member} », qui n'a rien à y faire. Elle n'a pas été ouverte davantage.",
    "ArchiveTooLarge": "Une fois ouverte, l'archive occuperait {found} octets ; la limite est de {limit}. Vérifiez-la sur une machine où vous permettez davantage.",
    "MemberMissing": "Il manque « {member} » dans l'archive. Elle est incomplète : demandez le fichier entier à son auteur.",
    "ManifestAltered": "Le manifeste a été modifié après la publication : son empreinte est {found}, on attendait {expected}.",
    "DatasetAltered": "Le jeu de données {expected} a été modifié après la publication : son empreinte est maintenant {found}.",
    "UnknownSchema": "L'archive est écrite en « {found} » ; cette version lit « {expected} ». Installez une version plus récente de Miqyas.",
    "InvalidManifest": "Le manifeste est illisible à « {field} » : on attendait {expected}.",
}
ARABIC |= {
    "NotAnArchive": "الملف «{name}» ليس أرشيف تقرير مقياس: {found}. اطلبوا ملف ‎.miqyas من صاحبه.",
    "UnexpectedMember": "يحتوي الأرشيف على «{member}»، ولا مكان له فيه. لم يُفتح أكثر من ذلك.",
    "ArchiveTooLarge": "سيشغل الأرشيف بعد فتحه {found} بايت، والحد هو {limit}. تحققوا منه على جهاز تسمحون فيه بأكثر.",
    "MemberMissing": "ينقص الأرشيف «{member}». إنه غير كامل: اطلبوا الملف كاملًا من صاحبه.",
    "ManifestAltered": "عُدّل البيان بعد النشر: بصمته {found}، وكان المنتظر {expected}.",
    "DatasetAltered": "عُدّلت مجموعة البيانات {expected} بعد النشر: بصمتها الآن {found}.",
    "UnknownSchema": "كُتب الأرشيف بصيغة «{found}»، وهذه النسخة تقرأ «{expected}». ثبّتوا نسخة أحدث من مقياس.",
    "InvalidManifest": "تتعذّر قراءة البيان عند «{field}»: كان المنتظر {expected}.",
}

# Theories and indicators.

FRENCH |= {
    "InvalidTheory": "Cette théorie du changement ne peut pas être lue.",
    "TheoryTooLarge": "La théorie contient {nodes} éléments et {links} liens ; on accepte au plus {most_nodes} éléments et {most_links} liens. Séparez-la en plusieurs théories.",
    "InvalidKey": "La clé « {key} » ne convient pas : écrivez de 1 à 64 lettres, chiffres, traits d'union, points ou tirets bas, sans espace.",
    "DuplicateNode": "Deux éléments ont la clé « {key} ». Donnez à chacun la sienne.",
    "DuplicateLinkKey": "Deux liens ont la clé « {key} ». Donnez à chacun la sienne.",
    "DuplicateLink": "Les liens « {first} » et « {second} » vont tous deux de « {source} » à « {target} ». Gardez-en un seul et écrivez-y les deux hypothèses.",
    "LinkToUnknownNode": "Le lien « {link} » renvoie à « {node} », qui n'est pas un élément de cette théorie. Ajoutez l'élément ou corrigez le lien.",
    "LinkToItself": "Le lien « {link} » va de « {node} » à lui-même. Choisissez un autre élément à l'un des bouts.",
    "UnknownLevel": "L'élément « {node} » a pour niveau « {level} ». Les niveaux sont : {expected}.",
    "UnknownEffect": "L'élément « {node} » a pour sorte d'effet « {effect} ». Les sortes sont : {expected}.",
    "UnknownConfidence": "Le lien « {link} » a pour confiance « {confidence} ». La confiance s'écrit : {expected}.",
    "MeasuredUnknownNode": "Un indicateur mesure « {node} », qui n'est pas un élément de cette théorie. Ajoutez l'élément ou corrigez la clé.",
    "UnwritableText": "Le texte à l'endroit {where} contient un caractère qui ne peut pas être affiché. Saisissez-le de nouveau.",
    "TheoryFileMissing": "Il n'y a pas de théorie à lire à l'adresse {path}. Vérifiez l'adresse et le droit de lecture.",
    "TheoryNotJson": "Le fichier {path} n'est pas du JSON en UTF-8 : la lecture s'est arrêtée ligne {line}, colonne {column}.",
    "TheoryNotObject": "Dans la théorie, {where} devrait être un objet entre accolades, avec des champs nommés.",
    "TheoryNotList": "Dans la théorie, {where} devrait être une liste entre crochets.",
    "TheoryNotText": "Dans la théorie, {where} devrait être un texte, ou un texte par langue.",
    "TheoryUnknownField": "Dans la théorie, {where} a un champ « {field} » qui n'est pas connu. Les champs sont : {expected}.",
    "TheoryFieldMissing": "Dans la théorie, il manque à {where} le champ « {field} ».",
    "TextNotInLanguage": "Dans la théorie, {where} n'a pas de texte dans la langue « {language} ». Langues présentes : {found}.",
    "DrawingNotWritten": "Le dessin n'a pas pu être écrit à l'adresse {path}. Vérifiez que le dossier existe et que vous pouvez y écrire.",
    "InvalidIndicator": "Cet indicateur ne peut pas être calculé tel qu'il est défini.",
    "RollUpRefused": "La règle d'agrégation de cet indicateur interdit ce total.",
    "MeanOfMeans": "Une moyenne de moyennes oublie combien de personnes chacune représente : un village de dix compterait autant qu'une ville. Déclarez une moyenne pondérée ou un rapport de sommes, et gardez les nombres de personnes.",
    "MedianOfMedians": "Une médiane de médianes n'est pas la médiane de l'ensemble. Recalculez-la à partir des réponses elles-mêmes.",
    "CountsTwice": "Additionner ces effectifs peut compter deux fois la même personne. Donnez les identifiants des personnes, ou montrez la fourchette qui va du plus grand effectif à leur somme.",
    "LastOnlyInTime": "Une dernière valeur ne se garde que dans le temps : entre lieux ou personnes, aucune n'est la dernière. Déclarez une somme, un maximum ou une moyenne pondérée.",
    "NothingToRollUp": "Il n'y a aucune valeur à agréger. Donnez-en au moins une.",
    "ValueNotFinite": "« {name} » devrait être un nombre fini ; on a trouvé {found}. Corrigez-le, ou laissez de côté la valeur manquante en le disant.",
    "WeightsMissing": "Cet indicateur s'agrège avec des poids ou des dénominateurs. Donnez-en un par valeur.",
    "WeightsInvalid": "Pour {n_values} valeurs, il faut autant de poids, aucun négatif et pas tous nuls ; {n_weights} ont été donnés. Corrigez les poids.",
    "DenominatorZero": "La somme des dénominateurs est nulle : il n'y a pas de rapport à montrer. Vérifiez qui a été compté.",
    "BaselineEqualsTarget": "La valeur de départ et la cible valent toutes deux {baseline} : il n'y a aucun chemin à parcourir. Changez la cible, ou dites que la valeur doit se maintenir.",
    "TargetAgainstDirection": "La cible {target}, depuis {baseline}, va contre le sens annoncé ({direction}). Changez le sens, la cible ou la valeur de départ.",
    "NothingToTravel": "Une valeur qui doit se maintenir ne parcourt aucun chemin. Demandez plutôt si elle est restée dans sa tolérance.",
}
ARABIC |= {
    "InvalidTheory": "لا يمكن قراءة نظرية التغيير هذه.",
    "TheoryTooLarge": "تحتوي النظرية على {nodes} عنصرًا و{links} رابطًا؛ الحد الأقصى هو {most_nodes} عنصر و{most_links} رابط. قسّموها إلى عدة نظريات.",
    "InvalidKey": "المفتاح «{key}» غير صالح: اكتبوا من حرف واحد إلى 64 من الحروف أو الأرقام أو الشرطات أو النقط، دون فراغ.",
    "DuplicateNode": "لعنصرين المفتاح نفسه «{key}». امنحوا لكل عنصر مفتاحًا خاصًا به.",
    "DuplicateLinkKey": "لرابطين المفتاح نفسه «{key}». امنحوا لكل رابط مفتاحًا خاصًا به.",
    "DuplicateLink": "الرابطان «{first}» و«{second}» يذهبان معًا من «{source}» إلى «{target}». احتفظوا بواحد واكتبوا فيه الافتراضين.",
    "LinkToUnknownNode": "يحيل الرابط «{link}» على «{node}»، وهو ليس عنصرًا في هذه النظرية. أضيفوا العنصر أو صحّحوا الرابط.",
    "LinkToItself": "يذهب الرابط «{link}» من «{node}» إلى نفسه. اختاروا عنصرًا آخر في أحد الطرفين.",
    "UnknownLevel": "مستوى العنصر «{node}» هو «{level}». المستويات هي: {expected}.",
    "UnknownEffect": "نوع أثر العنصر «{node}» هو «{effect}». الأنواع هي: {expected}.",
    "UnknownConfidence": "درجة الثقة في الرابط «{link}» هي «{confidence}». الدرجات هي: {expected}.",
    "MeasuredUnknownNode": "يقيس مؤشرٌ «{node}»، وهو ليس عنصرًا في هذه النظرية. أضيفوا العنصر أو صحّحوا المفتاح.",
    "UnwritableText": "يحتوي النص في {where} على رمز لا يمكن عرضه. أعيدوا كتابة النص.",
    "TheoryFileMissing": "لا توجد نظرية للقراءة في {path}. تحقّقوا من العنوان ومن حق القراءة.",
    "TheoryNotJson": "الملف {path} ليس JSON بترميز UTF-8: توقفت القراءة في السطر {line}، العمود {column}.",
    "TheoryNotObject": "في النظرية، يجب أن يكون {where} كائنًا بين حاضنتين، بحقول مسماة.",
    "TheoryNotList": "في النظرية، يجب أن يكون {where} قائمة بين معقوفين.",
    "TheoryNotText": "في النظرية، يجب أن يكون {where} نصًا، أو نصًا لكل لغة.",
    "TheoryUnknownField": "في النظرية، في {where} حقل غير معروف: «{field}». الحقول هي: {expected}.",
    "TheoryFieldMissing": "في النظرية، ينقص {where} الحقل «{field}».",
    "TextNotInLanguage": "في النظرية، ليس لـ{where} نص باللغة «{language}». اللغات الموجودة: {found}.",
    "DrawingNotWritten": "تعذرت كتابة الرسم في {path}. تحقّقوا من وجود المجلد ومن حق الكتابة فيه.",
    "InvalidIndicator": "لا يمكن حساب هذا المؤشر كما هو معرَّف.",
    "RollUpRefused": "قاعدة تجميع هذا المؤشر تمنع هذا المجموع.",
    "MeanOfMeans": "متوسط المتوسطات ينسى عدد الأشخاص وراء كل متوسط: قرية من عشرة أشخاص ستُحسب كمدينة. صرّحوا بمتوسط مرجح أو بنسبة بين مجموعين، واحتفظوا بأعداد الأشخاص.",
    "MedianOfMedians": "وسيط الأوساط ليس وسيط المجموع. أعيدوا حسابه من الأجوبة نفسها.",
    "CountsTwice": "قد يَحسب جمعُ هذه الأعداد الشخصَ نفسه مرتين. أعطوا معرّفات الأشخاص، أو اعرضوا المجال من أكبر عدد إلى مجموع الأعداد.",
    "LastOnlyInTime": "آخر قيمة لا معنى لها إلا عبر الزمن: بين الأماكن أو الأشخاص لا توجد قيمة أخيرة. صرّحوا بمجموع أو بأقصى قيمة أو بمتوسط مرجح.",
    "NothingToRollUp": "لا توجد أي قيمة للتجميع. أعطوا قيمة واحدة على الأقل.",
    "ValueNotFinite": "يجب أن يكون «{name}» عددًا منتهيًا؛ وُجد {found}. صحّحوه، أو اتركوا القيمة الناقصة مع ذكر ذلك.",
    "WeightsMissing": "يُجمَّع هذا المؤشر بأوزان أو مقامات. أعطوا واحدًا لكل قيمة.",
    "WeightsInvalid": "لـ{n_values} قيمة يلزم العدد نفسه من الأوزان، دون وزن سالب ولا أوزان كلها صفر؛ أُعطي {n_weights}. صحّحوا الأوزان.",
    "DenominatorZero": "مجموع المقامات صفر: لا توجد نسبة لعرضها. تحقّقوا ممن تم عدّهم.",
    "BaselineEqualsTarget": "القيمة الأولية والهدف كلاهما {baseline}: لا طريق يُقطع. غيّروا الهدف، أو قولوا إن القيمة يجب أن تستقر.",
    "TargetAgainstDirection": "الهدف {target}، انطلاقًا من {baseline}، يسير عكس الاتجاه المعلن ({direction}). غيّروا الاتجاه أو الهدف أو القيمة الأولية.",
    "NothingToTravel": "القيمة التي يجب أن تستقر لا تقطع طريقًا. اسألوا بدل ذلك هل بقيت داخل هامشها.",
}
