"""A published report on the demonstration's estimated study, when there is one."""

from typing import Any

from django.utils.translation import override

from miqyas_web.evidence.models import Claim
from miqyas_web.reports import actions
from miqyas_web.reports.models import Report

SUMMARY = (
    "Étude publiée, refaite ici à partir des données de ses auteurs : chaque chiffre peut être recalculé par vous en "
    "quelques secondes."
)


def fill(context: dict[str, Any]) -> None:
    """Publish one report for each initiative of the demonstration that has an estimated study and no report."""
    for initiative in context.get("initiatives", {}).values():
        claims = list(
            Claim.objects.filter(link__theory__initiative=initiative)
            .select_related("link__theory", "estimation__run_by")
            .order_by("-pk")[:1]
        )
        if not claims or Report.objects.filter(initiative=initiative).exists():
            continue
        by = claims[0].estimation.run_by
        with override("fr"):
            # Only published data enter the demonstration: they are public already, and may be shared.
            report = actions.create_report(
                initiative=initiative,
                by=by,
                claims=claims,
                title=initiative.title,
                language="fr",
                summary=SUMMARY,
                lessons="",
                shares_data=True,
            )
            context.setdefault("reports", {})[initiative.pk] = actions.publish_report(report=report, by=by)
