"""A walk left half-way, for the newcomer to finish (docs/tutorials/the-walk.md).

A cooperative of the Drâa draws by lot the villages that get a solar dryer for dates. The theory stands, one
outcome is measured, the survey is brought but not frozen: what is left is to freeze it, to register the study,
to seal it, to run it and to report. All of it is invented, people and figures.
"""

import random
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.actions import Said, bring_file, describe_columns
from miqyas_web.datasets.enums import ColumnRole
from miqyas_web.datasets.models import Upload
from miqyas_web.indicators.actions import create_indicator
from miqyas_web.indicators.enums import Aggregation, Direction
from miqyas_web.initiatives.actions import create_initiative
from miqyas_web.initiatives.enums import InitiativeState
from miqyas_web.initiatives.models import Initiative
from miqyas_web.territories.models import Territory
from miqyas_web.theories.actions.links import create_link
from miqyas_web.theories.actions.nodes import create_node
from miqyas_web.theories.enums import Confidence, NodeLevel
from miqyas_web.theories.models import Node

SLUG = "oasis-dates"
TITLE = "Séchoirs solaires pour les dattes, oasis du Drâa (exemple inventé)"
REGION = "08"
FILE_NAME = "enquete-dattes-2026.csv"
N_PAIRS = 20
N_HOUSEHOLDS = 12
# What the invented lot changes, in dirhams: the study should find about this much.
EFFECT_MAD = 1600
N_ROWS = 2 * N_PAIRS * N_HOUSEHOLDS

NODES: dict[str, tuple[NodeLevel, str]] = {
    "dryers": (NodeLevel.ACTIVITY, "Installer un séchoir solaire dans chaque douar tiré au sort"),
    "used": (NodeLevel.OUTPUT, "Les ménages sèchent leurs dattes à l’abri"),
    "losses": (NodeLevel.OUTCOME, "Moins de dattes perdues après la récolte"),
    "income": (NodeLevel.OUTCOME, "Le revenu des dattes augmente"),
    "stay": (NodeLevel.IMPACT, "Les ménages vivent mieux de leur palmeraie"),
}
LINKS: tuple[tuple[str, str, str, Confidence], ...] = (
    (
        "dryers",
        "used",
        "Un séchoir par douar suffit, et son tour de rôle est accepté par tous.",
        Confidence.HIGH,
    ),
    (
        "used",
        "losses",
        "Les pertes viennent de la pluie et des insectes, non du transport.",
        Confidence.MEDIUM,
    ),
    ("losses", "income", "Les dattes sauvées se vendent au prix des autres.", Confidence.MEDIUM),
    # Left without its assumption, for the page of quality to find.
    ("income", "stay", "", Confidence.UNKNOWN),
)
COLUMNS: dict[str, tuple[str, ColumnRole, bool]] = {
    "menage": ("Numéro du ménage", ColumnRole.IDENTIFIER, False),
    "nom_du_chef": ("Nom du chef de ménage (inventé)", ColumnRole.NONE, True),
    "telephone": ("Téléphone (inventé)", ColumnRole.NONE, True),
    "douar": ("Douar", ColumnRole.CLUSTER, False),
    "paire": ("Paire de douars voisins", ColumnRole.STRATUM, False),
    "sechoir": ("Le douar a reçu un séchoir", ColumnRole.TREATMENT, False),
    "taille": ("Personnes dans le ménage", ColumnRole.COVARIATE, False),
    "revenu_2024": ("Revenu des dattes en 2024, en dirhams", ColumnRole.COVARIATE, False),
    "revenu_2026": ("Revenu des dattes en 2026, en dirhams", ColumnRole.OUTCOME, False),
}
FIRST_NAMES = ("Ahmed", "Brahim", "Fatima", "Hassan", "Itto", "Lahcen", "Moha", "Rkia", "Saïd", "Zahra")
LAST_NAMES = ("Aït Baha", "Ben Salem", "El Amrani", "Oubella", "Tahiri", "Zeroual")


def fill(context: dict[str, Any]) -> None:
    """Leave the walk of the cooperative of the Drâa before its data are frozen."""
    by = context["people"]["rachida"]
    initiative = create_initiative(
        organisation=context["organisations"]["oasis"],
        description={
            "title": TITLE,
            "problem": (
                "Dans les oasis du Drâa, une part des dattes pourrit pendant le séchage au sol : pluie d’automne, "
                "insectes, poussière. Les ménages vendent vite et à bas prix."
            ),
            "people_concerned": "480 ménages de 40 douars, dont 20 tirés au sort reçoivent un séchoir.",
            "n_people_aimed": 2_600,
            "territories": list(Territory.objects.filter(code=REGION)),
            "sdg_goals": [1, 8, 12],
            "budget_mad": Decimal(640_000),
            "money_from": "Coopérative : 20 %. Programme public d’appui : 80 %.",
            "start_date": date(2024, 10, 1),
            "end_date": date(2026, 12, 31),
            "state": InitiativeState.UNDER_WAY,
        },
        by=by,
    )
    nodes = draw_theory(initiative, by)
    measure_income(initiative, nodes["income"], by)
    context["initiatives"][SLUG] = initiative
    context["half_way"] = bring_survey(initiative, by)


def draw_theory(initiative: Initiative, by: Person) -> dict[str, Node]:
    nodes = {
        name: create_node(initiative=initiative, said={"level": level, "title": title}, by=by)
        for name, (level, title) in NODES.items()
    }
    for source, target, assumption, confidence in LINKS:
        create_link(
            initiative=initiative,
            source=nodes[source].key,
            target=nodes[target].key,
            said={"assumption": assumption, "confidence": confidence},
            by=by,
        )
    return nodes


def measure_income(initiative: Initiative, node: Node, by: Person) -> None:
    create_indicator(
        initiative=initiative,
        sheet={
            "node": node,
            "name": "Revenu des dattes par ménage et par an",
            "definition": (
                "Somme des ventes de dattes d’un ménage pendant la campagne, en dirhams, sans retirer les frais ; "
                "zéro pour un ménage qui n’a rien vendu."
            ),
            "unit": "MAD",
            "direction": Direction.INCREASE,
            "aggregation": Aggregation.WEIGHTED_MEAN,
            "source": "Enquête auprès des ménages",
            "frequency": "Avant, puis deux ans après",
            "baseline_value": Decimal(14_000),
            "baseline_date": date(2024, 12, 15),
            "target_value": Decimal(16_000),
            "target_date": date(2026, 12, 15),
        },
        by=by,
    )


def bring_survey(initiative: Initiative, by: Person) -> Upload:
    upload = bring_file(initiative=initiative, file=survey_file(), by=by)
    said = {
        position: Said(*COLUMNS[column["name"]][:2], is_personal=COLUMNS[column["name"]][2])
        for position, column in enumerate(upload.profile["columns"])
    }
    return describe_columns(upload=upload, said=said, by=by)


def survey_file() -> SimpleUploadedFile:
    """The invented survey: the same bytes each time."""
    draw = random.Random(2026)  # noqa: S311 - invented figures, not secrets
    lines = [",".join(COLUMNS)]
    for pair in range(1, N_PAIRS + 1):
        level, drawn = draw.gauss(0, 1200), draw.randrange(2)
        for side in range(2):
            village, has_dryer = 2 * pair - 1 + side, int(side == drawn)
            place = level + draw.gauss(0, 700)
            lines += [
                ",".join([str(len(lines) + i), *_household(draw, village, has_dryer, place)])
                for i in range(N_HOUSEHOLDS)
            ]
    return SimpleUploadedFile(FILE_NAME, "\n".join(lines).encode())


def _household(draw: random.Random, village: int, has_dryer: int, place: float) -> list[str]:
    """All but its number: name, telephone, village, pair, dryer, size, income before and after."""
    before = max(1500.0, 14_000 + place + draw.gauss(0, 3200))
    after = max(0.0, 1000 + 0.9 * before + 0.5 * place + EFFECT_MAD * has_dryer + draw.gauss(0, 2400))
    # One household in twenty-five was not found again.
    is_lost = draw.random() < 0.04
    return [
        f"{draw.choice(FIRST_NAMES)} {draw.choice(LAST_NAMES)}",
        f"0600{draw.randrange(10**6):06d}",
        f"D{village:02d}",
        str((village + 1) // 2),
        str(has_dryer),
        str(draw.randint(2, 11)),
        str(round(before, -1))[:-2],
        "" if is_lost else str(round(after, -1))[:-2],
    ]
