"""What is said in French and Arabic of a step of cleaning that does not apply, by class of error."""

FRENCH: dict[str, str] = {
    "InvalidStep": "Une étape de nettoyage ne peut pas être exécutée.",
    "StepUnreadable": "L'étape {step} est illisible : {reason}. Corrigez-la, ou annulez-la.",
    "StepColumnAbsent": "L'étape {step} parle de la colonne « {column} », qui n'est pas là. Les noms les plus proches : {nearest}. Annulez l'étape, ou nommez la colonne comme elle est aujourd'hui.",
    "StepAnswerAbsent": "L'étape {step} nomme la réponse « {key} », qui n'est pas là : elle a été corrigée, retirée ou déjà écartée. Annulez l'étape, ou refaites-la.",
    "StepValueChanged": "L'étape {step} change « {column} » de la réponse « {key} » là où il y avait « {expected} » ; on y lit maintenant « {found} ». Annulez l'étape, ou refaites-la.",
    "StepValueUnfit": "L'étape {step} met « {value} » dans la colonne « {column} », où l'on attend {expected}. Corrigez-la.",
    "StepSelectsNothing": "L'étape {step} ne concerne plus aucune ligne de « {column} ». Annulez-la, ou refaites-la.",
}
ARABIC: dict[str, str] = {
    "InvalidStep": "لا يمكن تنفيذ خطوة من خطوات التنقية.",
    "StepUnreadable": "لا يمكن قراءة الخطوة {step}: {reason}. صحّحوها أو ألغوها.",
    "StepColumnAbsent": "تذكر الخطوة {step} العمود «{column}» وهو غير موجود. أقرب الأسماء: {nearest}. ألغوا الخطوة أو سمّوا العمود باسمه الحالي.",
    "StepAnswerAbsent": "تذكر الخطوة {step} الإجابة «{key}» وهي غير موجودة: صُحّحت أو سُحبت أو استُبعدت من قبل. ألغوا الخطوة أو أعيدوا إنشاءها.",
    "StepValueChanged": "تغيّر الخطوة {step} «{column}» في الإجابة «{key}» حيث كانت «{expected}»؛ وهي الآن «{found}». ألغوا الخطوة أو أعيدوا إنشاءها.",
    "StepValueUnfit": "تضع الخطوة {step} القيمة «{value}» في العمود «{column}» حيث ينتظر {expected}. صحّحوها.",
    "StepSelectsNothing": "لم تعد الخطوة {step} تخص أي سطر من «{column}». ألغوها أو أعيدوا إنشاءها.",
}
