"""Reviews, rankings and lotteries that cannot be."""

FRENCH = {
    "InvalidReviews": "Ces évaluations ne peuvent pas être comparées.",
    "ReviewTwice": "L’évaluateur « {reviewer} » a noté {n} fois le dossier « {file} ». Attendu : une note chacun. Gardez la dernière, ou réunissez en une seule les notes des critères.",
    "ScoresAlike": "Les {n} notes valent toutes {value} : rien ne distingue un dossier d’un autre. Vérifiez la colonne des notes.",
    "TooFewReviewed": "On trouve {n_files} dossiers, {n_reviewers} évaluateurs et {n} évaluations. Attendu : au moins 3 dossiers, 2 évaluateurs et plus d’évaluations que de dossiers, sans quoi la qualité ne se distingue pas de l’indulgence. Demandez d’autres évaluations.",
    "PanelUnclear": "La colonne « {column} » change à l’intérieur du dossier « {file} » et à l’intérieur de l’évaluateur « {reviewer} ». Attendu : le panel du dossier, un pour chacun, ou celui de l’évaluateur. Corrigez la colonne, ou laissez-la de côté.",
    "DesignDisconnected": "Ces dossiers forment {n_components} groupes qu’aucun évaluateur ne relie : {components}. Un rang entre eux comparerait l’indulgence autant que la qualité. Demandez à un évaluateur de chaque groupe de lire un dossier du suivant (au moins {bridges} évaluations de plus), donnez des dossiers que tous lisent, ou classez chaque groupe à part.",
    "ReadOnce": "Sur « {criterion} », {n} dossiers ont les notes d’au moins deux évaluateurs. Attendu : au moins 2, sans quoi aucun accord ne se mesure. Demandez une seconde lecture de quelques dossiers.",
    "RatioBelowZero": "Sur « {criterion} », une note vaut {found}. Une échelle de rapport part de zéro : choisissez l’échelle d’intervalle, ou corrigez la note.",
    "RepeatsTooFew": "{repeats} répétitions sont demandées. Attendu : au moins {least}, pour qu’un intervalle puisse se lire.",
    "InvalidRanking": "Ce classement ne peut pas se faire.",
    "TopOutOfRange": "{top} places sont demandées parmi {n} dossiers. Attendu : de 1 à un de moins que le nombre de dossiers.",
    "RankDrawsTooFew": "{draws} tirages sont demandés. Attendu : au moins 200, pour qu’un intervalle de rangs puisse se lire.",
    "LotteryListInvalid": "La liste compte {n} noms, dont {n_distinct} différents, pour {places} places. Attendu : des noms différents, et moins de places que de noms. Corrigez la liste avant de la sceller.",
}
ARABIC = {
    "InvalidReviews": "لا يمكن المقارنة بين هذه التقييمات.",
    "ReviewTwice": "منح المقيّم «{reviewer}» الملف «{file}» {n} نقط. المنتظر: نقطة واحدة لكل منهما. احتفظوا بالأخيرة، أو اجمعوا نقط المعايير في نقطة واحدة.",
    "ScoresAlike": "النقط كلها ({n}) تساوي {value}: لا شيء يميز ملفا عن آخر. تحققوا من عمود النقط.",
    "TooFewReviewed": "وُجد {n_files} من الملفات و{n_reviewers} من المقيّمين و{n} من التقييمات. المنتظر: 3 ملفات ومقيّمان على الأقل، وتقييمات أكثر من الملفات، وإلا لم تتميز الجودة عن التساهل. اطلبوا تقييمات أخرى.",
    "PanelUnclear": "يتغير العمود «{column}» داخل الملف «{file}» وداخل المقيّم «{reviewer}». المنتظر: لجنة الملف، واحدة لكل ملف، أو لجنة المقيّم. صححوا العمود أو اتركوه.",
    "DesignDisconnected": "تشكل هذه الملفات {n_components} مجموعات لا يربط بينها أي مقيّم: {components}. الترتيب فيما بينها يقارن التساهل بقدر ما يقارن الجودة. اطلبوا من مقيّم في كل مجموعة قراءة ملف من المجموعة التالية ({bridges} تقييمات إضافية على الأقل)، أو ملفات يقرؤها الجميع، أو رتبوا كل مجموعة على حدة.",
    "ReadOnce": "في «{criterion}»، {n} من الملفات نقّطها مقيّمان أو أكثر. المنتظر: ملفان على الأقل، وإلا لا يُقاس أي اتفاق. اطلبوا قراءة ثانية لبعض الملفات.",
    "RatioBelowZero": "في «{criterion}»، توجد نقطة قيمتها {found}. سلّم النسبة يبدأ من الصفر: اختاروا سلّم المسافات، أو صححوا النقطة.",
    "RepeatsTooFew": "طُلبت {repeats} من الإعادات. المنتظر: {least} على الأقل، ليُقرأ مجال.",
    "InvalidRanking": "لا يمكن إنجاز هذا الترتيب.",
    "TopOutOfRange": "طُلبت {top} مقاعد من بين {n} ملفات. المنتظر: من 1 إلى عدد الملفات ناقص واحد.",
    "RankDrawsTooFew": "طُلبت {draws} سحبة. المنتظر: 200 على الأقل، ليُقرأ مجال للرتب.",
    "LotteryListInvalid": "تضم اللائحة {n} أسماء، منها {n_distinct} مختلفة، مقابل {places} مقاعد. المنتظر: أسماء مختلفة ومقاعد أقل من الأسماء. صححوا اللائحة قبل ختمها.",
}
