"""The library of grids: where a grid starts from. Every level has its sentence in every language; all may be changed."""

from typing import Any

Texts = dict[str, str]
LEVELS = (1, 3, 5)


def _texts(fr: str, ar: str, en: str) -> Texts:
    return {"fr": fr, "ar": ar, "en": en}


def _criterion(
    key: str, label: Texts, *anchors: Texts, weight: float, gate: int | None = None, judges: str = ""
) -> dict[str, Any]:
    return {
        "key": key,
        "label": label,
        "help": {},
        "weight": weight,
        "levels": [{"value": value, "anchor": anchor} for value, anchor in zip(LEVELS, anchors, strict=True)],
        "gate": gate,
        "is_impact": bool(judges),
        "judges": judges,
    }  # fmt: skip


THEORY = _criterion(
    "theory",
    _texts("Théorie du changement", "نظرية التغيير", "Theory of change"),
    _texts(
        "Des activités sont décrites, sans le changement qu’elles doivent produire.",
        "توصف أنشطة دون التغيير الذي ينبغي أن تُحدثه.",
        "Activities are described, without the change they should bring.",
    ),
    _texts(
        "Le changement attendu est dit, mais des liens n’ont pas d’hypothèse ou de raison.",
        "يُذكر التغيير المنتظر، لكن بعض الروابط بلا فرضية أو سبب.",
        "The expected change is said, but some links have no assumption or reason.",
    ),
    _texts(
        "Chaque lien porte son hypothèse, ses risques et ce que l’on en sait déjà.",
        "كل رابط يحمل فرضيته ومخاطره وما هو معروف عنه.",
        "Each link carries its assumption, its risks and what is already known of it.",
    ),
    weight=25,
    gate=3,
    judges="theory",
)
INDICATORS = _criterion(
    "indicators",
    _texts("Plan d’indicateurs", "خطة المؤشرات", "Plan of indicators"),
    _texts(
        "Aucun résultat attendu n’a d’indicateur mesurable.",
        "لا نتيجة منتظرة لها مؤشر قابل للقياس.",
        "No expected outcome has an indicator that can be measured.",
    ),
    _texts(
        "Des résultats ont un indicateur, mais sans départ, cible ou source.",
        "لبعض النتائج مؤشر، لكن بلا انطلاق أو هدف أو مصدر.",
        "Some outcomes have an indicator, but without baseline, target or source.",
    ),
    _texts(
        "Chaque résultat a son indicateur, avec départ, cible datée, source et responsable.",
        "لكل نتيجة مؤشرها، مع الانطلاق والهدف المؤرخ والمصدر والمسؤول.",
        "Each outcome has its indicator, with baseline, dated target, source and collector.",
    ),
    weight=15,
    judges="indicators",
)
DESIGN = _criterion(
    "design",
    _texts("Manière d’établir l’effet", "طريقة إثبات الأثر", "How the effect will be shown"),
    _texts(
        "Rien ne dit ce qui se serait passé sans l’initiative.",
        "لا شيء يبيّن ما كان سيحدث من دون المبادرة.",
        "Nothing says what would have happened without the initiative.",
    ),
    _texts(
        "Une mesure avant et après est prévue, sans comparaison.",
        "يُخطَّط لقياس قبلي وبعدي دون مقارنة.",
        "A measure before and after is planned, without comparison.",
    ),
    _texts(
        "Une comparaison crédible est prévue, à la mesure du montant demandé.",
        "يُخطَّط لمقارنة ذات مصداقية، بما يناسب المبلغ المطلوب.",
        "A credible comparison is planned, in proportion to the amount asked.",
    ),
    weight=10,
    judges="design",
)
EVIDENCE = _criterion(
    "evidence",
    _texts("Preuves déjà là", "الأدلة الموجودة", "Evidence already there"),
    _texts(
        "Aucune étude ni mesure antérieure n’est citée.",
        "لا تُذكر أي دراسة أو قياس سابق.",
        "No earlier study or measure is quoted.",
    ),
    _texts(
        "Des mesures de l’initiative ou des études proches sont citées.",
        "تُذكر قياسات للمبادرة أو دراسات قريبة منها.",
        "Measures of the initiative or studies close to it are quoted.",
    ),
    _texts(
        "Une étude avec comparaison soutient le lien principal de la théorie.",
        "دراسة مع مقارنة تدعم الرابط الرئيسي في النظرية.",
        "A study with a comparison supports the main link of the theory.",
    ),
    weight=10,
    judges="evidence",
)
TEAM = _criterion(
    "team",
    _texts("Équipe et faisabilité", "الفريق وقابلية الإنجاز", "Team and feasibility"),
    _texts(
        "Personne n’est nommé, ou le calendrier ne peut être tenu.",
        "لا يُذكر أحد، أو لا يمكن احترام الجدول الزمني.",
        "Nobody is named, or the calendar cannot be kept.",
    ),
    _texts(
        "L’équipe est nommée ; un doute reste sur le calendrier ou les moyens.",
        "الفريق مذكور؛ ويبقى شك في الجدول الزمني أو الوسائل.",
        "The team is named; a doubt remains on the calendar or the means.",
    ),
    _texts(
        "L’équipe a déjà fait un travail semblable, et chaque étape a son responsable.",
        "سبق للفريق أن أنجز عملا مماثلا، ولكل مرحلة مسؤولها.",
        "The team has done similar work, and each step has someone who answers for it.",
    ),
    weight=20,
)
COST = _criterion(
    "cost",
    _texts("Coût raisonnable", "كلفة معقولة", "Reasonable cost"),
    _texts(
        "Des lignes du budget n’ont pas de rapport avec les activités.",
        "بعض أسطر الميزانية لا صلة لها بالأنشطة.",
        "Some lines of the budget have nothing to do with the activities.",
    ),
    _texts(
        "Chaque ligne sert une activité ; certains prix ne sont pas expliqués.",
        "كل سطر يخدم نشاطا؛ وبعض الأثمان غير مفسَّرة.",
        "Each line serves an activity; some prices are not explained.",
    ),
    _texts(
        "Chaque ligne sert une activité et son prix est comparé à un autre.",
        "كل سطر يخدم نشاطا وثمنه مقارَن بغيره.",
        "Each line serves an activity and its price is compared with another.",
    ),
    weight=20,
)

# Key → (name, content). The first is what Miqyas proposes: the theory admits, weighs and parts ties.
LIBRARY: dict[str, tuple[Texts, dict[str, Any]]] = {
    "determining": (
        _texts("Impact déterminant", "الأثر حاسم", "Impact is determining"),
        {
            "criteria": [THEORY, INDICATORS, DESIGN, EVIDENCE, TEAM, COST],
            "total_gate": 50,
            "tie_breaks": ["theory", "indicators"],
        },
    ),
    "light": (
        _texts("Petits montants", "المبالغ الصغيرة", "Small amounts"),
        {
            "criteria": [THEORY | {"weight": 40}, TEAM | {"weight": 30}, COST | {"weight": 30}],
            "total_gate": None,
            "tie_breaks": ["theory"],
        },
    ),
}
