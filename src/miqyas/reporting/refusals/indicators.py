"""Refusals of disaggregation, trajectories, measurements and roll-ups, in French and Arabic."""

FRENCH = {
    "AgeBandsInvalid": "Les tranches d'âge s'écrivent par leur premier âge, en montant, sans âge négatif : 0, 15, 25. Trouvé : {found}.",
    "AgeInvalid": "Un âge est un nombre, zéro ou plus ; trouvé : {found}.",
    "DifficultyUnknown": "Le questionnaire court du Washington Group porte sur {expected} ; trouvé : « {found} ».",
    "DifficultyInvalid": "Une réponse au questionnaire court du Washington Group vaut 1 (aucune difficulté), 2 (un peu), 3 (beaucoup) ou 4 (n'y arrive pas du tout) ; trouvé : {found}.",
}

ARABIC = {
    "AgeBandsInvalid": "تُكتب الفئات العمرية بأول سن فيها، تصاعديا ودون سن سالبة: 0، 15، 25. الموجود: {found}.",
    "AgeInvalid": "السن عدد يساوي صفرا أو أكثر؛ الموجود: {found}.",
    "DifficultyUnknown": "يسأل الاستبيان القصير لمجموعة واشنطن عن {expected}؛ الموجود: «{found}».",
    "DifficultyInvalid": "الجواب في الاستبيان القصير لمجموعة واشنطن هو 1 (دون صعوبة) أو 2 (بعض الصعوبة) أو 3 (صعوبة كبيرة) أو 4 (لا يستطيع إطلاقا)؛ الموجود: {found}.",
}
