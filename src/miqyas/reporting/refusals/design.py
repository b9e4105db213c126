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

# Pictures and archives of a report.

FRENCH |= {
    "PicturesUnavailable": "Les graphiques ne peuvent pas être dessinés ici : installez le complément avec « pip install 'miqyas[documents]' ».",
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
    "PicturesUnavailable": "لا يمكن رسم المخططات هنا: ثبّتوا الإضافة بالأمر «pip install 'miqyas[documents]'».",
    "NotAnArchive": "الملف «{name}» ليس أرشيف تقرير مقياس: {found}. اطلبوا ملف ‎.miqyas من صاحبه.",
    "UnexpectedMember": "يحتوي الأرشيف على «{member}»، ولا مكان له فيه. لم يُفتح أكثر من ذلك.",
    "ArchiveTooLarge": "سيشغل الأرشيف بعد فتحه {found} بايت، والحد هو {limit}. تحققوا منه على جهاز تسمحون فيه بأكثر.",
    "MemberMissing": "ينقص الأرشيف «{member}». إنه غير كامل: اطلبوا الملف كاملًا من صاحبه.",
    "ManifestAltered": "عُدّل البيان بعد النشر: بصمته {found}، وكان المنتظر {expected}.",
    "DatasetAltered": "عُدّلت مجموعة البيانات {expected} بعد النشر: بصمتها الآن {found}.",
    "UnknownSchema": "كُتب الأرشيف بصيغة «{found}»، وهذه النسخة تقرأ «{expected}». ثبّتوا نسخة أحدث من مقياس.",
    "InvalidManifest": "تتعذّر قراءة البيان عند «{field}»: كان المنتظر {expected}.",
}
