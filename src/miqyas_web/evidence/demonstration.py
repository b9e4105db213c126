"""What the published article says of the trial, attached to its claim; what it does not say is left unsaid."""

from typing import Any

from miqyas_web.evidence.actions import attach_facts
from miqyas_web.evidence.models import Claim

SLUG = "thornton-2008"
ARTICLE = "Thornton (2008), American Economic Review 98 (5), pages 1829-1863"
SAID: dict[str, dict[str, Any]] = {
    "outcome_data": {
        "value": "after",
        "source": f"{ARTICLE} : la venue est relevée une fois, au centre, après le tirage.",
    },
    "contamination_rate": {
        "value": 0.0,
        "source": (
            "Fichier gelé, colonne « tinc » : le montant du bon est nul pour toute personne du groupe de "
            "comparaison, qui n’a donc rien reçu."
        ),
    },
    "indirectness": {
        "value": "none",
        "source": "Cette fiche porte sur les personnes mêmes de l’étude, au Malawi en 2004 ; ailleurs, à rejuger.",
    },
}


def fill(context: dict[str, Any]) -> None:
    """Attach the facts to the claim of the published trial, where it was studied."""
    estimation = context.get("estimations", {}).get(SLUG)
    if estimation is None:
        return
    claim = Claim.objects.get(estimation=estimation)
    context["claims"] = {SLUG: attach_facts(claim=claim, said=SAID, by=estimation.run_by)}
