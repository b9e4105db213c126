"""What a refused protection is told in French and Arabic, by class of error."""

# Names of steps, as a sentence says them.
STEPS: dict[str, dict[str, str]] = {
    "drop": {"fr": "retirer", "ar": "حذف"},
    "pseudonymise": {"fr": "pseudonymiser", "ar": "اسم مستعار"},
    "band": {"fr": "mettre en tranches", "ar": "تقسيم إلى فئات"},
    "round": {"fr": "arrondir", "ar": "تقريب"},
    "top_code": {"fr": "plafonner", "ar": "تسقيف"},
    "to_period": {"fr": "garder la période", "ar": "الاحتفاظ بالفترة"},
    "prefix": {"fr": "garder le début du code", "ar": "الاحتفاظ بأول الرمز"},
    "regroup": {"fr": "regrouper", "ar": "تجميع"},
}

FRENCH: dict[str, str] = {
    "InvalidProtection": "Cette protection ne peut pas être donnée.",
    "StepInvalid": "L'étape « {step} » sur « {column} » n'a pas de sens telle qu'elle est réglée. Corrigez ses réglages.",
    "StepUnfit": "L'étape « {step} » ne convient pas à « {column} », qui contient {found}. Choisissez-en une autre.",
    "StepTwice": "« {column} » reçoit deux étapes. Choisissez-en une.",
    "KeyMissing": "Donner des pseudonymes à « {column} » demande une clé secrète. Sans elle, n'importe qui retrouverait les noms en les essayant.",
    "KeyTooShort": "La clé des pseudonymes a {found} octets ; il en faut au moins {expected}. Faites-en une plus longue, au hasard.",
    "NoQuasiIdentifiers": "Aucune colonne n'est désignée comme connue d'une personne extérieure. Désignez-en au moins une : âge, sexe, lieu.",
    "InvalidAnonymity": "k vaut {found} ; il doit valoir au moins 2. On prend souvent 5.",
    "QuasiAndSensitive": "« {column} » est désignée à la fois comme connue et comme à protéger. Choisissez.",
    "NothingToProtect": "« {file} » n'a aucune ligne : il n'y a personne à protéger.",
    "SuppressionLeavesNothing": "Aucune ligne ne ressemble à {k} autres ou plus : il ne resterait rien. Rendez d'abord les valeurs moins précises.",
}
ARABIC: dict[str, str] = {
    "InvalidProtection": "لا يمكن منح هذه الحماية.",
    "StepInvalid": "الخطوة «{step}» على «{column}» لا معنى لها بهذه الإعدادات. صحّحوا إعداداتها.",
    "StepUnfit": "الخطوة «{step}» لا تناسب «{column}» الذي يحتوي على {found}. اختاروا خطوة أخرى.",
    "StepTwice": "أُعطي «{column}» خطوتين. اختاروا واحدة.",
    "KeyMissing": "إعطاء أسماء مستعارة لـ«{column}» يحتاج إلى مفتاح سري. بدونه يمكن لأي شخص إيجاد الأسماء بالتجربة.",
    "KeyTooShort": "مفتاح الأسماء المستعارة من {found} بايت؛ ويلزم {expected} على الأقل. أنشئوا مفتاحا أطول بالقرعة.",
    "NoQuasiIdentifiers": "لم يُحدَّد أي عمود قد يعرفه شخص من الخارج. حددوا واحدا على الأقل، مثل العمر أو الجنس أو المكان.",
    "InvalidAnonymity": "قيمة k هي {found}؛ ويجب ألا تقل عن 2. والمعتاد 5.",
    "QuasiAndSensitive": "حُدد «{column}» كعمود معروف من الخارج وكعمود للحماية معا. اختاروا واحدا.",
    "NothingToProtect": "ليس في «{file}» أي سطر، فلا أحد للحماية.",
    "SuppressionLeavesNothing": "لا يوجد سطر يشبه {k} أسطر أو أكثر: لن يبقى شيء. اجعلوا القيم أقل دقة أولا.",
}
