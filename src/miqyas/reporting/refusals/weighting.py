"""What is said in French and Arabic when weights cannot be made, by class of error."""

FRENCH: dict[str, str] = {
    "InvalidWeighting": "Les poids ne peuvent pas être calculés ainsi.",
    "NothingToWeigh": "Rien ne dit comment pondérer les lignes : donnez une colonne du plan de sondage, des totaux connus, ou les deux.",
    "StartInvalid": "« {column} » ne peut pas servir de départ aux poids : {n} lignes n'ont pas de nombre supérieur à zéro, ou ont une probabilité supérieure à un.",
    "TotalTwice": "Le total de « {value} » dans « {column} » est donné deux fois. Gardez-en un.",
    "TotalInvalid": "Le total de « {value} » dans « {column} » vaut {found} ; il doit être supérieur à zéro.",
    "TotalUnknown": "« {column} » vaut « {value} » dans {n} lignes, et aucun total n'est donné pour cette valeur. Donnez-le, ou rendez les valeurs moins précises.",
    "TotalWithoutRows": "Un total est donné pour « {value} » dans « {column} », mais aucune ligne n'a cette valeur. Joignez-la à une voisine.",
    "TotalsDisagree": "Les totaux de « {one} » font {one_sum} ensemble, ceux de « {other} » {other_sum} : ils doivent être égaux.",
    "MarginsUnmet": "Aucun poids ne respecte tous ces totaux : après {n_rounds} tours, certains sont encore manqués. Des croisements sont sans doute vides : donnez moins de totaux, ou des groupes plus larges.",
}
ARABIC: dict[str, str] = {
    "InvalidWeighting": "لا يمكن حساب الأوزان بهذه الطريقة.",
    "NothingToWeigh": "لا شيء يحدد كيف توزن الأسطر: أعطوا عمودا من خطة المعاينة، أو مجاميع معروفة، أو كليهما.",
    "StartInvalid": "لا يصلح «{column}» بداية للأوزان: في {n} أسطر لا يوجد عدد أكبر من الصفر، أو يوجد احتمال أكبر من الواحد.",
    "TotalTwice": "مجموع «{value}» في «{column}» مكتوب مرتين. احتفظوا بواحد.",
    "TotalInvalid": "مجموع «{value}» في «{column}» هو {found}، ويجب أن يكون أكبر من الصفر.",
    "TotalUnknown": "توجد «{value}» في «{column}» في {n} أسطر، ولا مجموع معروفا لها. أعطوا مجموعها، أو اجعلوا القيم أقل دقة.",
    "TotalWithoutRows": "أُعطي مجموع لـ«{value}» في «{column}»، ولا سطر له هذه القيمة. ضموها إلى قيمة مجاورة.",
    "TotalsDisagree": "مجاميع «{one}» تعطي معا {one_sum}، ومجاميع «{other}» تعطي {other_sum}: يجب أن تتساوى.",
    "MarginsUnmet": "لا أوزان توافق كل هذه المجاميع: بعد {n_rounds} دورات بقي بعضها غير محقق. بعض التقاطعات فارغة على الأرجح: أعطوا مجاميع أقل، أو مجموعات أوسع.",
}
