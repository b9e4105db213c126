"""The invented call of the journey: its texts, who applies, what each reader thinks. No page, no database."""

from dataclasses import dataclass

PASSWORD = "olive-henné-cannelle-2026"
FUND = "Fonds Agdal (inventé)"
TITLE = {
    "fr": "Villages loin des agences",
    "ar": "قرى بعيدة عن الوكالات",
    "en": "Villages far from agencies",
}
SUMMARY = {
    "fr": "Pour des initiatives qui disent quel changement elles veulent, et comment elles le mesureront.",
    "ar": "للمبادرات التي تقول أي تغيير تريد، وكيف ستقيسه.",
    "en": "For initiatives that say which change they want, and how they will measure it.",
}
BODY = {
    "fr": "Le fonds paie les travaux et la mesure.\n\nTout ici est inventé.",
    "ar": "يدفع الصندوق الأشغال والقياس.\n\nكل شيء هنا متخيَّل.",
    "en": "The fund pays for works and measurement.\n\nAll of this is invented.",
}
THEME = {"fr": "Revenus", "ar": "الدخل", "en": "Incomes"}
QUESTION = {
    "fr": "Quel est le besoin, et comment le savez-vous ?",
    "ar": "ما هي الحاجة، وكيف عرفتموها؟",
    "en": "What is the need, and how do you know it?",
}
BUDGET, RESERVE, FLOOR, FLOOR_REGION = 1_000_000, 100_000, 200_000, "09"
CRITERIA = ("theory", "indicators", "design", "evidence", "team", "sustainability")
# On the need everybody agrees.
NEED = {"need": 3}
PAID_RULE_TARGET = 2000
GRANTED = 200_000


@dataclass(frozen=True)
class File:
    """One application: who sends it, where, how much, what a reader of average leniency sees in it."""

    key: str
    organisation: str
    title: str
    region: str
    asked: int
    levels: tuple[int, ...]
    language: str = "fr"

    @property
    def email(self) -> str:
        return f"{self.key}@example.ma"


# The first is written in the browser; the others by the actions of the platform (`call_others`).
MAIN = File(
    "credit", "جمعية القروض الصغرى القروية", "القرض في القرى التي لا وكالة فيها", "05", GRANTED, (5, 5, 5, 3, 5, 5), "ar"
)  # fmt: skip
OTHERS = (
    File("honey", "Coopérative Tazart", "Le miel du Souss", "09", 230_000, (5, 5, 3, 3, 3, 3)),
    File("wells", "Association Aman", "Les puits partagés", "09", 240_000, (5, 3, 3, 3, 3, 3)),
    File("bread", "Coopérative Aghrum", "Le four du village", "05", 120_000, (5, 5, 3, 3, 5, 5)),
    File("roses", "Coopérative Tawrda", "Les roses de Kelâat", "08", 150_000, (5, 3, 3, 3, 5, 3)),
    File("looms", "Association Azetta", "Les métiers à tisser", "05", 210_000, (5, 3, 3, 1, 3, 5)),
    File("film", "Association Tifawt", "Un film sur le souk", "09", 120_000, (1, 3, 1, 1, 5, 5)),
    File("bees", "Association Tizwa", "Ruches d’altitude", "06", 140_000, (3, 3, 5, 3, 5, 3)),
    File("saffron", "تعاونية الزعفران", "زعفران تاليوين", "08", 230_000, (5, 5, 3, 3, 3, 5), "ar"),
)
FILES = {each.title: each for each in (MAIN, *OTHERS)}
# Kept out of the list by the floor of region 09, though better than the file that the floor brings in.
SQUEEZED = OTHERS[7]
STOPPED = OTHERS[5]
OUT, IN = OTHERS[3], OTHERS[4]
PARTNER = ("Association Afus", "afus@example.ma", "Brahim Afus")


@dataclass(frozen=True)
class Voice:
    """One reader: language, and how far their levels stand from the average reader's."""

    key: str
    name: str
    language: str
    lowers: tuple[str, ...]
    opinion: str
    comment: str

    @property
    def email(self) -> str:
        return f"{self.key}@lecture.example.ma"

    def levels_for(self, file: File) -> dict[str, int]:
        seen = dict(zip(CRITERIA, file.levels, strict=True))
        given = {key: max(1, level - 2) if key in self.lowers else level for key, level in seen.items()}
        return given | NEED


READERS = (
    Voice("nadia", "Nadia Bensaïd", "fr", (), "Dossier clair ; ses cibles ont une source.", "Page 2 : cible datée."),
    Voice("said", "سعيد أوحمو", "ar", ("evidence",), "ملف واضح، وأهدافه مؤرخة.", "الصفحة 2: هدف مؤرخ."),
    Voice("joan", "Joan Reed", "en", ("team", "evidence"), "A clear file; its targets are dated.", "Page 2: dated."),
)  # fmt: skip
# Nadia declares a tie with this one; Said finds one while he reads.
TIED = OTHERS[6]
