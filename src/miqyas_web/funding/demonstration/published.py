"""The invented file of an invented foundation: one recipient recognised as an applicant, another still to be said."""

import json
from typing import Any

from miqyas_web.foundation import clock
from miqyas_web.funding.actions.published import keep_published, say_recipient
from miqyas_web.funding.forms.published import as_values
from miqyas_web.funding.queries.published import proposals_of
from miqyas_web.funding.science.published import read_brought

PUBLISHER = "Fondation du Souss (inventée)"
SOURCE = "fondation-inventee-360giving.json"
OTHER = "Coopérative des Aït Exemple (inventée)"


def fill(context: dict[str, Any]) -> None:
    """Put the file in and confirm one recipient. Without applications in the space, nothing."""
    applications = context.get("applications", [])
    if not applications:
        return
    funder, lead = context["funder"], context.get("people", {}).get("karim", context["lead"])
    names = list(dict.fromkeys(one.initiative.organisation.name for one in applications))
    brought = read_brought(_content([*names[:2], OTHER]))
    said = {"publisher": brought.publisher, "source": SOURCE, "sha256": brought.sha256}
    rows = [as_values(row) for row in brought.rows]
    keep_published(organisation=funder, said=said | {"n_left_out": brought.n_left_out}, rows=rows, by=lead)
    for one in proposals_of(funder, lead)[:1]:
        say_recipient(
            organisation=funder,
            applicant_pk=str(one.applicant.pk),
            key=one.recipient_key,
            is_same=True,
            by=lead,
        )


def _content(names: list[str]) -> bytes:
    year = clock.today().year
    grants = [
        {
            "id": f"360G-invente-{number}",
            "title": "Appui à une coopérative rurale (subvention inventée)",
            "currency": "MAD",
            "amountAwarded": 60_000 + 15_000 * number,
            "awardDate": f"{year - 1}-0{number}-15",
            "plannedDates": [{"endDate": f"{year + 1}-06-30"}],
            "fundingOrganization": [{"id": "360G-invente", "name": PUBLISHER}],
            "recipientOrganization": [{"id": f"MA-INVENTE-{number}", "name": name}],
        }
        for number, name in enumerate(names, start=1)
    ]
    person = {"id": "360G-invente-9", "recipientIndividual": {"id": "invente", "name": "Inventé"}}
    return json.dumps({"version": "1.4", "grants": [*grants, person]}).encode()
