"""What a refused synthesis is told in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "TooFewStudies": "Une synthèse demande au moins {needed} études avec un effet et une erreur type ; {found} trouvée(s). Ajoutez des études, ou rapportez telle quelle celle que vous avez.",
    "InvalidStdError": "L'erreur type de « {label} » vaut {found} ; elle doit être supérieure à zéro. Corrigez-la, ou laissez-la vide pour écarter l'étude.",
    "StudyTwice": "« {label} » figure dans {n} lignes. Une synthèse prend un seul effet par étude, car des effets mesurés sur les mêmes personnes ne sont pas indépendants. Gardez-en un, ou donnez des noms différents à des études différentes.",
    "TooFewForAsymmetry": "Le test des petites études demande au moins {needed} études ; il y en a {found}. Avec moins, il ne distingue pas le hasard du biais, et une réponse rassurante ne voudrait rien dire. Cherchez plutôt les essais enregistrés et jamais publiés.",
    "EqualPrecision": "Les {n} études ont toutes la même erreur type, {value} : on ne peut pas distinguer les petites des grandes. Le test des petites études ne s'applique pas.",
}
ARABIC: dict[str, str] = {
    "TooFewStudies": "يحتاج التجميع إلى {needed} دراسات على الأقل لكل منها أثر وخطأ معياري؛ عدد ما وُجد: {found}. أضيفوا دراسات، أو اعرضوا الدراسة المتوفرة كما هي.",
    "InvalidStdError": "الخطأ المعياري للدراسة «{label}» هو {found}؛ يجب أن يكون أكبر من الصفر. صحّحوه، أو اتركوه فارغًا لاستبعاد الدراسة.",
    "StudyTwice": "ترد «{label}» في {n} صفوف. يأخذ التجميع أثرًا واحدًا لكل دراسة، لأن الآثار المقيسة على الأشخاص أنفسهم ليست مستقلة. احتفظوا بواحد، أو أعطوا أسماء مختلفة لدراسات مختلفة.",
    "TooFewForAsymmetry": "يحتاج اختبار الدراسات الصغيرة إلى {needed} دراسات على الأقل؛ عددها هنا {found}. بأقل من ذلك لا يميّز بين الصدفة والتحيز، ولن يعني الجواب المطمئن شيئًا. ابحثوا بدل ذلك عن التجارب المسجَّلة التي لم تُنشر.",
    "EqualPrecision": "للدراسات كلها ({n}) الخطأ المعياري نفسه، {value}: لا يمكن تمييز الصغيرة من الكبيرة. لا ينطبق اختبار الدراسات الصغيرة.",
}
