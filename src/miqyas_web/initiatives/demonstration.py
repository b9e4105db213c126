"""Three invented initiatives in three regions, each of its own demonstration organisation."""

from datetime import date
from decimal import Decimal
from typing import Any

from miqyas_web.initiatives.actions import Description, create_initiative
from miqyas_web.initiatives.enums import InitiativeState
from miqyas_web.initiatives.models import Initiative
from miqyas_web.territories.models import Territory

# Slug of the example of content/examples/theories, code of a region (HCP), what is said.
INVENTED: dict[str, tuple[str, Description]] = {
    "rural-school-dropout": (
        "05",
        {
            "title": "Dar Taliba de la vallée : finir le collège (exemple inventé)",
            "problem": (
                "Dans la vallée, une fille sur trois quitte l’école après la sixième année : le collège est "
                "à quatorze kilomètres et aucun transport ne passe le matin."
            ),
            "people_concerned": "96 collégiennes de onze douars, leurs familles, deux collèges.",
            "n_people_aimed": 96,
            "sdg_goals": [4, 5],
            "budget_mad": Decimal(1_800_000),
            "money_from": "INDH : 60 %. Association : 25 %. Commune : 15 %.",
            "start_date": date(2024, 9, 1),
            "end_date": date(2027, 6, 30),
            "state": InitiativeState.UNDER_WAY,
        },
    ),
    "argan-cooperative": (
        "09",
        {
            "title": "Coopérative des femmes de l’arganier (exemple inventé)",
            "problem": (
                "Les femmes qui concassent l’argan vendent à l’intermédiaire, au prix qu’il fixe. Leur "
                "revenu ne suit pas celui de l’huile."
            ),
            "people_concerned": "120 femmes membres de la coopérative et leurs ménages.",
            "n_people_aimed": 120,
            "sdg_goals": [1, 5, 8],
            "budget_mad": Decimal(950_000),
            "money_from": "Fondation : 70 %. Coopérative : 30 %.",
            "start_date": date(2025, 3, 1),
            "end_date": date(2027, 2, 28),
            "state": InitiativeState.UNDER_WAY,
        },
    ),
    "village-microcredit": (
        "04",
        {
            "title": "Microcrédit dans les villages sans agence (exemple inventé)",
            "problem": (
                "Les ménages des villages éloignés n’ont pas accès au crédit : ils vendent leur bétail quand "
                "il faut des semences."
            ),
            "people_concerned": "Ménages de 40 villages, dont ceux qui n’emprunteront pas.",
            "n_people_aimed": 2_400,
            "sdg_goals": [1, 8, 10],
            "budget_mad": Decimal(3_200_000),
            "money_from": "Association de microcrédit : 100 %.",
            "start_date": date(2026, 1, 15),
            "end_date": date(2028, 1, 14),
            "state": InitiativeState.PLANNED,
        },
    ),
}


def fill(context: dict[str, Any]) -> None:
    """Create the three, once; ``context["initiatives"]`` holds them by slug of their theory's example.

    ``context["owners"]`` says which organisation answers for which, and who leads it.
    """
    made: dict[str, Initiative] = {}
    for slug, (region, description) in INVENTED.items():
        organisation, lead = context.get("owners", {}).get(slug, (context["organisation"], context["lead"]))
        standing = Initiative.objects.filter(organisation=organisation, title=description["title"]).first()
        places = list(Territory.objects.filter(code=region))
        made[slug] = standing or create_initiative(
            organisation=organisation, description=description | {"territories": places}, by=lead
        )
    context["initiatives"] = made
