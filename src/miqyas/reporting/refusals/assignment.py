"""Reviewers that cannot be assigned as asked."""

FRENCH = {
    "InvalidAssignment": "Ces dossiers ne peuvent pas être confiés aux évaluateurs comme demandé.",
    "ReaderTwice": "« {name} » figure {n} fois dans la liste. Attendu : une ligne chacun. Corrigez la liste.",
    "ReaderNameless": "La ligne {row} n’a rien dans la colonne « {column} ». Écrivez-y un nom, ou retirez la ligne.",
    "ReadingUnknown": "« {name} » est cité dans un conflit ou une attribution précédente, et ne figure dans aucune liste. Corrigez le nom.",
    "ReadingInConflict": "« {reviewer} » a déjà lu « {file} », et un conflit est déclaré entre eux. Réglez le conflit, ou écartez l’évaluation.",
    "NothingToAssign": "Il n’y a aucun dossier à donner aux {n} évaluateurs. Attendu : au moins un dossier.",
    "ChanceBound": "Aucune attribution ne laisse à chaque évaluateur au plus {chance} de chance de lire chaque dossier. Attendu : plus de 0 et au plus 1, tiré avec une graine. Relevez cette borne, demandez moins de lectures par dossier, ou invitez d’autres évaluateurs.",
    "FileLacksReaders": "Le dossier « {file} » demande {needed} évaluateurs et seuls {found} peuvent le lire, une fois retirés les conflits, les langues et les panels. Ajoutez un évaluateur, levez l’une de ces limites pour lui, ou demandez moins de lectures.",
    "PlacesTooFew": "{needed} lectures sont demandées et les évaluateurs ensemble peuvent en prendre {found}. Relevez la charge maximale, ajoutez des évaluateurs, ou demandez moins de lectures par dossier.",
    "PlacesTooMany": "Les charges minimales demandent {found} lectures et il y en a {needed}. Abaissez la charge minimale.",
    "LoadsCannotMeet": "Ces dossiers ne peuvent pas tous trouver leurs évaluateurs : {files}. Ceux qui peuvent les lire sont complets : {reviewers}. Relevez la charge maximale de l’un d’eux, ajoutez un évaluateur, ou levez une limite pour l’un de ces dossiers.",
    "LeastLoadUnmet": "Ces évaluateurs ne peuvent pas recevoir leur charge minimale, tant peu de dossiers leur sont ouverts : {reviewers}. Abaissez leur charge minimale, ou levez pour eux un conflit ou un panel.",
    "BridgesCannotBeBuilt": "Aucune attribution trouvée ne relie tous les dossiers : il reste {n} groupes, et les rangs ne pourraient pas se comparer de l’un à l’autre. Demandez une lecture de plus pour quelques dossiers, ou laissez lire hors de son panel.",
}
ARABIC = {
    "InvalidAssignment": "لا يمكن إسناد هذه الملفات إلى المقيّمين كما طُلب.",
    "ReaderTwice": "يتكرر «{name}» {n} مرات في اللائحة. المنتظر: سطر واحد لكل منهم. صححوا اللائحة.",
    "ReaderNameless": "السطر {row} فارغ في العمود «{column}». اكتبوا فيه اسما، أو احذفوا السطر.",
    "ReadingUnknown": "ذُكر «{name}» في تعارض أو إسناد سابق، وليس في أي لائحة. صححوا الاسم.",
    "ReadingInConflict": "سبق أن قرأ «{reviewer}» الملف «{file}»، وهناك تعارض مصالح مصرح به بينهما. سوّوا التعارض، أو استبعدوا التقييم.",
    "NothingToAssign": "لا يوجد أي ملف يُسند إلى المقيّمين ({n}). المنتظر: ملف واحد على الأقل.",
    "ChanceBound": "لا إسناد يترك لكل مقيّم احتمالا لا يتجاوز {chance} لقراءة كل ملف. المنتظر: أكثر من 0 و1 على الأكثر، بسحب له بذرة. ارفعوا الحد، أو اطلبوا قراءات أقل لكل ملف، أو ادعوا مقيّمين آخرين.",
    "FileLacksReaders": "يحتاج الملف «{file}» إلى {needed} من المقيّمين ولا يستطيع قراءته إلا {found}، بعد حذف التعارضات واللغات واللجان. أضيفوا مقيّما، أو ارفعوا أحد هذه القيود عنه، أو اطلبوا قراءات أقل.",
    "PlacesTooFew": "طُلبت {needed} قراءة ولا يستطيع المقيّمون معا إلا {found}. ارفعوا العبء الأقصى، أو أضيفوا مقيّمين، أو اطلبوا قراءات أقل لكل ملف.",
    "PlacesTooMany": "تطلب الأعباء الدنيا {found} قراءة وليس هناك إلا {needed}. اخفضوا العبء الأدنى.",
    "LoadsCannotMeet": "لا تجد هذه الملفات كلها مقيّميها: {files}. ومن يستطيعون قراءتها اكتمل عبؤهم: {reviewers}. ارفعوا العبء الأقصى لأحدهم، أو أضيفوا مقيّما، أو ارفعوا قيدا عن أحد هذه الملفات.",
    "LeastLoadUnmet": "لا يمكن إعطاء هؤلاء المقيّمين عبأهم الأدنى لقلة الملفات المفتوحة لهم: {reviewers}. اخفضوا عبأهم الأدنى، أو ارفعوا عنهم تعارضا أو لجنة.",
    "BridgesCannotBeBuilt": "لم يوجد إسناد يربط كل الملفات: تبقى {n} مجموعات، ولا يمكن مقارنة الرتب بينها. اطلبوا قراءة إضافية لبعض الملفات، أو اسمحوا بالقراءة خارج اللجنة.",
}
