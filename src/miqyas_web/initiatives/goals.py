"""The seventeen Sustainable Development Goals, by number and short name.

Source: United Nations, short names of the goals (https://www.un.org/sustainabledevelopment/, resolution
A/RES/70/1 of 25 September 2015), as gathered by open-sdg/sdg-translations 2.5.0-dev (MIT), commit 0cda5858;
three slips of typing in the French mended (goals 2, 7, 8) and spaces at the end of Arabic names (7, 9).
"""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal and its short name by language."""

    number: int
    names: dict[str, str]

    @property
    def name(self) -> str:
        """The name in the language of the page; English where none is held."""
        return self.names.get((get_language() or "en")[:2], self.names["en"])


def _goal(number: int, fr: str, ar: str, en: str) -> tuple[int, Goal]:
    return number, Goal(number, {"fr": fr, "ar": ar, "en": en})


GOALS = dict(
    (
        _goal(1, "Pas de pauvreté", "لا فقر", "No poverty"),
        _goal(2, "Faim « zéro »", "القضاء على الجوع", "Zero hunger"),
        _goal(3, "Bonne santé et bien-être", "صحة جيدة ورفاه", "Good health and well-being"),
        _goal(4, "Éducation de qualité", "تعليم ذو جودة", "Quality education"),
        _goal(5, "Égalité entre les sexes", "المساواة بين الجنسين", "Gender equality"),
        _goal(6, "Eau propre et assainissement", "المياه النظيفة والصرف الصحي", "Clean water and sanitation"),
        _goal(
            7,
            "Énergies propres et d’un coût abordable",
            "الطاقة النظيفة والمتوفرة بأسعار معقولة",
            "Affordable and clean energy",
        ),
        _goal(
            8,
            "Travail décent et croissance économique",
            "وظائف لائقة والنمو الاقتصادي",
            "Decent work and economic growth",
        ),
        _goal(
            9,
            "Industrie, innovation et infrastructure",
            "الصناعة والابتكار والهياكل الأساسية",
            "Industry, innovation and infrastructure",
        ),
        _goal(10, "Inégalités réduites", "انخفاض عدم المساواة", "Reduced inequalities"),
        _goal(
            11,
            "Villes et communautés durables",
            "المدن والمجتمعات المستدامة",
            "Sustainable cities and communities",
        ),
        _goal(
            12,
            "Consommation et production responsables",
            "الاستهلاك والإنتاج المسؤول",
            "Responsible consumption and production",
        ),
        _goal(
            13,
            "Mesures relatives à la lutte contre les changements climatiques",
            "العمل المناخي",
            "Climate action",
        ),
        _goal(14, "Vie aquatique", "الحياة تحت الماء", "Life below water"),
        _goal(15, "Vie terrestre", "الحياة على الأرض", "Life on land"),
        _goal(
            16,
            "Paix, justice et institutions efficaces",
            "السلام والعدالة - مؤسسات قوية",
            "Peace, justice and strong institutions",
        ),
        _goal(
            17,
            "Partenariats pour la réalisation des objectifs",
            "الشراكات من أجل الأهداف",
            "Partnerships for the goals",
        ),
    )
)
