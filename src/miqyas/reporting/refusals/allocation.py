"""Budgets that cannot be allocated as asked."""

FRENCH = {
    "InvalidAllocation": "Ce budget ne peut pas être réparti.",
    "FileTwice": "Le dossier « {file} » occupe {n} lignes. Attendu : une ligne par dossier. Corrigez la colonne « {column} ».",
    "CostNotPositive": "Le dossier « {file} » coûte {cost}. Attendu : un coût supérieur à zéro. Corrigez la colonne « {column} ».",
    "ValueNegative": "Le dossier « {file} » vaut {value}. Attendu : zéro ou plus. Corrigez la colonne « {column} », ou laissez de côté les dossiers qu’aucun budget ne devrait payer.",
    "BudgetNotPositive": "Le budget est de {budget}. Attendu : un montant supérieur à zéro.",
    "UnknownFile": "Il n’y a pas de dossier « {file} » à imposer ou à écarter. Les plus proches : {nearest}.",
    "ForcedBothWays": "Le dossier « {file} » est à la fois imposé et écarté. Gardez l’un des deux.",
    "ConstraintUnreadable": "La contrainte « {found} » ne se lit pas. Attendu : COLONNE:VALEUR=MONTANT, par exemple region:Souss-Massa=200000.",
    "ConstraintOnNothing": "Aucun dossier n’a « {value} » dans la colonne « {column} ». On y trouve : {found}.",
    "NoFeasiblePortfolio": "Aucun portefeuille ne respecte ces règles ensemble : {conflict}. Chacune seule peut l’être : baissez un plancher, relevez le budget ou un plafond, ou renoncez à un dossier imposé.",
    "DecisionUnreadable": "Le fichier « {name} » n’est pas une décision qui puisse être reprise : {reason}.",
}
ARABIC = {
    "InvalidAllocation": "لا يمكن توزيع هذه الميزانية.",
    "FileTwice": "يوجد الملف «{file}» في {n} صفوف. المنتظر: صف واحد لكل ملف. صححوا العمود «{column}».",
    "CostNotPositive": "كلفة الملف «{file}» هي {cost}. المنتظر: كلفة أكبر من صفر. صححوا العمود «{column}».",
    "ValueNegative": "قيمة الملف «{file}» هي {value}. المنتظر: صفر أو أكثر. صححوا العمود «{column}»، أو اتركوا الملفات التي لا ينبغي أن تمولها أي ميزانية.",
    "BudgetNotPositive": "الميزانية هي {budget}. المنتظر: مبلغ أكبر من صفر.",
    "UnknownFile": "لا يوجد ملف «{file}» لفرضه أو استبعاده. الأقرب إليه: {nearest}.",
    "ForcedBothWays": "الملف «{file}» مفروض ومستبعد معا. احتفظوا بواحد منهما.",
    "ConstraintUnreadable": "لا يمكن قراءة القيد «{found}». المنتظر: العمود:القيمة=المبلغ، مثلا region:Souss-Massa=200000.",
    "ConstraintOnNothing": "لا يوجد ملف له «{value}» في العمود «{column}». يوجد فيه: {found}.",
    "NoFeasiblePortfolio": "لا توجد محفظة تحترم هذه القواعد معا: {conflict}. كل واحدة منها وحدها ممكنة: خفضوا حدا أدنى، أو ارفعوا الميزانية أو سقفا، أو تخلوا عن ملف مفروض.",
    "DecisionUnreadable": "الملف «{name}» ليس قرارا يمكن إعادة اتخاذه: {reason}.",
}
