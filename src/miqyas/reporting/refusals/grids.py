"""Scoring grids that cannot be used, and scores that do not fit them."""

FRENCH = {
    "InvalidGrid": "Cette grille ne peut pas servir telle quelle.",
    "GridUnreadable": "Le fichier « {name} » n’est pas une grille lisible : {reason}. Attendu : du TOML ou du JSON en UTF-8, avec « key », « version », « labels » et « criteria » (voir docs/judgement/grids.md).",
    "GridFieldWrong": "Dans la grille, {where} : le champ « {field} » devrait être {expected}. Corrigez-le.",
    "GridNotHeld": "Il n’y a pas de grille « {grid} » dans la bibliothèque. Il y a : {held}.",
    "GridScoreMissing": "Le critère « {criterion} » n’a pas de note. Chaque critère qui pèse ou qui admet en demande une.",
    "GridScoreOffScale": "La note {found} n’est pas un niveau du critère « {criterion} ». Ses niveaux sont : {expected}.",
    "NoWeight": "Tous les poids de la grille « {grid} » sont nuls : rien ne classe les dossiers. Donnez un poids à au moins un critère.",
}
ARABIC = {
    "InvalidGrid": "لا يمكن استعمال هذه الشبكة كما هي.",
    "GridUnreadable": "الملف «{name}» ليس شبكة مقروءة: {reason}. المنتظر: TOML أو JSON بترميز UTF-8، يضم «key» و«version» و«labels» و«criteria» (انظروا docs/judgement/grids.md).",
    "GridFieldWrong": "في الشبكة، {where}: ينبغي أن يكون الحقل «{field}» هكذا: {expected}. صححوه.",
    "GridNotHeld": "لا توجد شبكة «{grid}» في المكتبة. الموجود: {held}.",
    "GridScoreMissing": "المعيار «{criterion}» بلا نقطة. كل معيار له وزن أو عتبة يحتاج إلى نقطة.",
    "GridScoreOffScale": "النقطة {found} ليست من مستويات المعيار «{criterion}». مستوياته هي: {expected}.",
    "NoWeight": "كل أوزان الشبكة «{grid}» صفر: لا شيء يرتب الملفات. أعطوا وزنا لمعيار واحد على الأقل.",
}
