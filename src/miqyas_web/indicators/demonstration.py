"""Invented indicators for the invented theories; a few outcomes are left without, as in life."""

from datetime import date
from decimal import Decimal
from typing import Any

from miqyas_web.indicators import demonstration_lists, demonstration_measures
from miqyas_web.indicators.actions import Sheet, create_indicator
from miqyas_web.indicators.enums import Aggregation, Direction
from miqyas_web.indicators.models import Indicator

# Slug of the theory, title of the node as the French example writes it, what is said.
INVENTED: tuple[tuple[str, str, Sheet], ...] = (
    (
        "rural-school-dropout",
        "Les élèves manquent moins de jours de classe",
        {
            "name": "Jours d’absence par élève et par mois",
            "definition": (
                "Jours d’absence, justifiés ou non, des élèves inscrits au collège au 1er octobre, divisés par le "
                "nombre d’élèves et par le nombre de mois de classe. Un élève parti compte comme absent."
            ),
            "unit": "jours",
            "direction": Direction.DECREASE,
            "aggregation": Aggregation.RATIO_OF_SUMS,
            "source": "Registres des deux collèges",
            "frequency": "Chaque mois",
            "baseline_value": Decimal("4.2"),
            "baseline_date": date(2024, 10, 31),
            "target_value": Decimal("2.5"),
            "target_date": date(2027, 6, 30),
        },
    ),
    (
        "rural-school-dropout",
        "Moins d’élèves quittent le collège avant la fin",
        {
            "name": "Part des filles inscrites qui terminent la troisième année du collège",
            "definition": (
                "Filles des onze douars inscrites en première année du collège, qui terminent la troisième année "
                "sans avoir quitté l’école, divisées par toutes celles qui y étaient inscrites."
            ),
            "unit": "%",
            "direction": Direction.INCREASE,
            "aggregation": Aggregation.RATIO_OF_SUMS,
            "source": "Registres des deux collèges et suivi de l’association",
            "frequency": "Chaque année, en juin",
            "baseline_value": Decimal(58),
            "baseline_date": date(2024, 6, 30),
            "target_value": Decimal(75),
            "target_date": date(2027, 6, 30),
        },
    ),
    (
        "rural-school-dropout",
        "Les élèves progressent en mathématiques",
        {
            "name": "Note moyenne au test commun de mathématiques",
            "definition": (
                "Moyenne, sur 20, au même test passé en novembre et en mai par tous les élèves présents, corrigé "
                "par un professeur d’un autre collège."
            ),
            "unit": "points sur 20",
            "direction": Direction.INCREASE,
            "aggregation": Aggregation.WEIGHTED_MEAN,
            "source": "Test de l’association",
            "frequency": "Deux fois par an",
            "baseline_value": Decimal("7.8"),
            "baseline_date": date(2024, 11, 15),
            "target_value": Decimal("9.5"),
            "target_date": date(2027, 5, 15),
        },
    ),
    (
        "argan-cooperative",
        "Le revenu des membres augmente",
        {
            "name": "Revenu mensuel médian d’une membre",
            "definition": (
                "Revenu tiré de l’argan par chaque membre active, en dirhams et par mois, moyenne des trois derniers "
                "mois ; on prend la valeur du milieu."
            ),
            "unit": "dirhams",
            "direction": Direction.INCREASE,
            "aggregation": Aggregation.MEDIAN,
            "source": "Livre de paie de la coopérative",
            "frequency": "Chaque trimestre",
            "baseline_value": Decimal(870),
            "baseline_date": date(2025, 2, 28),
            "target_value": Decimal(1400),
            "target_date": date(2027, 2, 28),
        },
    ),
    (
        "argan-cooperative",
        "La coopérative vend plus cher chaque litre",
        {
            "name": "Prix moyen du litre vendu",
            "definition": (
                "Recettes de la vente d’huile divisées par les litres vendus, hors taxes et hors transport, tous "
                "acheteurs confondus."
            ),
            "unit": "dirhams par litre",
            "direction": Direction.INCREASE,
            "aggregation": Aggregation.RATIO_OF_SUMS,
            "source": "Factures",
            "frequency": "Chaque trimestre",
            "baseline_value": Decimal(310),
            "baseline_date": date(2025, 2, 28),
            "target_value": Decimal(420),
            "target_date": date(2027, 2, 28),
        },
    ),
    (
        "village-microcredit",
        "Les ménages empruntent à une institution de microcrédit",
        {
            "name": "Montant emprunté par ménage dans l’année",
            "definition": (
                "Somme des prêts reçus par un ménage de toute institution dans les douze derniers mois, en dirhams ; "
                "zéro pour un ménage qui n’a pas emprunté."
            ),
            "unit": "MAD",
            "direction": Direction.INCREASE,
            "aggregation": Aggregation.WEIGHTED_MEAN,
            "source": "Enquête auprès des ménages",
            "frequency": "Avant, puis deux ans après",
        },
    ),
)


def fill(context: dict[str, Any]) -> None:
    """Write them, once; ``context["indicators"]`` holds them by theory and title of the node."""
    made: dict[tuple[str, str], Indicator] = {}
    for slug, title, sheet in INVENTED:
        theory = context["theories"][slug]
        node = theory.nodes.get(title=title)
        standing = node.indicators.filter(name=sheet["name"]).first()
        made[slug, title] = standing or create_indicator(
            initiative=theory.initiative, sheet={"node": node, **sheet}, by=theory.initiative.created_by
        )
    context["indicators"] = made
    demonstration_measures.fill(made)
    school = context["theories"]["rural-school-dropout"].initiative
    demonstration_lists.fill(school.organisation, school.created_by)
