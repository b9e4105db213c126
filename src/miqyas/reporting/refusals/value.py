"""What a refused account of value is told in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "InvalidAccount": "Ce compte de valeur ne peut pas être dressé.",
    "SourceMissing": "« {name} » n'a pas de source. Chaque chiffre d'un compte dit d'où il vient : une étude, une facture, une liste de prix avec sa date. Écrivez la source.",
    "FigureOutOfRange": "« {name} » peut prendre la valeur {found} ; attendu : {expected}. Corrigez ce chiffre, ou sa distribution.",
    "InvalidDistribution": "La distribution {found} se contredit ; attendu : {expected}. Corrigez ses paramètres.",
    "NoOutcomes": "Le compte ne contient aucun changement. Ajoutez-en au moins un, avec sa quantité et sa valeur unitaire.",
    "FigureTwice": "Deux changements s'appellent « {name} ». Compter deux fois le même changement est l'erreur la plus courante de ces comptes : gardez-en un, ou donnez à chacun son nom.",
    "NothingUncertain": "Aucun chiffre du compte ne déclare son incertitude. Déclarez une distribution pour au moins un chiffre, d'après sa source.",
    "UnknownFigure": "Le compte n'a pas de chiffre « {name} ». Les noms les plus proches sont : {nearest}.",
    "NoBreakEven": "Quelle que soit la valeur de « {name} » dans son domaine, la valeur n'égale pas le coût : la réponse ne tient pas à ce seul chiffre.",
    "EffectNotEstablished": "L'effet, {effect}, ne se distingue pas de zéro à ce niveau (de {low} à {high}) : le coût d'une unité n'a pas de borne haute. Rapportez l'effet et le coût séparément, ou baissez le niveau.",
}
ARABIC: dict[str, str] = {
    "InvalidAccount": "لا يمكن إعداد حساب القيمة هذا.",
    "SourceMissing": "لا مصدر للرقم «{name}». كل رقم في الحساب يذكر مصدره: دراسة أو فاتورة أو لائحة أسعار بتاريخها. اكتبوا المصدر.",
    "FigureOutOfRange": "قد يأخذ «{name}» القيمة {found}؛ المنتظر: {expected}. صحّحوا الرقم أو توزيعه.",
    "InvalidDistribution": "التوزيع {found} متناقض؛ المنتظر: {expected}. صحّحوا معاملاته.",
    "NoOutcomes": "لا يحتوي الحساب على أي تغيير. أضيفوا تغييرًا واحدًا على الأقل بكميته وقيمة وحدته.",
    "FigureTwice": "لتغييرين الاسم نفسه «{name}». حساب التغيير مرتين هو الخطأ الأكثر شيوعًا: احتفظوا بواحد، أو أعطوا لكل منهما اسمًا.",
    "NothingUncertain": "لا يعلن أي رقم في الحساب مدى عدم يقينه. حدّدوا توزيعًا لرقم واحد على الأقل، حسب مصدره.",
    "UnknownFigure": "لا يوجد في الحساب رقم اسمه «{name}». أقرب الأسماء: {nearest}.",
    "NoBreakEven": "مهما كان «{name}» ضمن مجاله، لا تتساوى القيمة والتكلفة: الجواب لا يتوقف على هذا الرقم وحده.",
    "EffectNotEstablished": "لا يتميز الأثر، {effect}، عن الصفر عند هذا المستوى (من {low} إلى {high}): لا حد أعلى لتكلفة الوحدة. اعرضوا الأثر والتكلفة كلًا على حدة، أو خفّضوا المستوى.",
}
