"""Milestones that cannot be paid as written."""

FRENCH = {
    "InvalidMilestone": "Ce jalon ne peut pas être payé tel qu’il est écrit.",
    "PayLevelOutOfRange": "Le niveau de l’intervalle est de {level}. Attendu : entre 0 et 1, par exemple 0.8.",
    "MilestoneIncomplete": "Il manque à la règle « {rule} » : {missing}. Attendu : une cible et, pour la règle graduée, un plancher à partir duquel elle commence à payer, du côté de l’échec.",
    "NoEstimateToPayOn": "La règle « {rule} » n’a pas d’estimation avec son erreur type sur laquelle payer. Le silence ne paie ni ne refuse : donnez l’estimation, ou un motif signé par une personne.",
    "NoSampleSuffices": "Avec la règle « {rule} », aucun échantillon ne garde les refus à tort sous {most_false_refuse} et les paiements à tort sous {most_false_pay}. Éloignez de la cible les valeurs vraies, changez de règle, ou acceptez plus d’erreurs.",
}
ARABIC = {
    "InvalidMilestone": "لا يمكن أداء هذه المرحلة كما كُتبت.",
    "PayLevelOutOfRange": "مستوى المجال هو {level}. المنتظر: بين 0 و1، مثلا 0.8.",
    "MilestoneIncomplete": "ينقص القاعدة «{rule}»: {missing}. المنتظر: هدف، وللقاعدة المتدرجة حد أدنى يبدأ منه الأداء، من جهة الفشل.",
    "NoEstimateToPayOn": "ليس للقاعدة «{rule}» تقدير مع خطئه المعياري يؤدى عليه. السكوت لا يؤدي ولا يرفض: أعطوا التقدير، أو سببا يوقعه شخص.",
    "NoSampleSuffices": "مع القاعدة «{rule}» لا توجد عينة تبقي الرفض الخاطئ دون {most_false_refuse} والأداء الخاطئ دون {most_false_pay}. أبعدوا القيم الحقيقية عن الهدف، أو غيروا القاعدة، أو اقبلوا أخطاء أكثر.",
}
