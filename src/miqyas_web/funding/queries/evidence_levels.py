"""How strongly the figures of an indicator are established, for a payment that asks for it."""

from django.db.models import Prefetch

from miqyas_web.evidence.models import Claim
from miqyas_web.evidence.queries import graded
from miqyas_web.indicators.models import Indicator
from miqyas_web.studies.models import SealedPlan


def best_maryland(indicator: Indicator) -> int | None:
    """The best level on the Maryland scale of the claims on an indicator; None when none is established.

    The agreement makes it the funder's business, who need not be a member of the initiative: only the level is told.
    """
    plans = Prefetch("estimation__study__plans", SealedPlan.objects.order_by("number"))
    claims = list(
        Claim.objects.filter(estimation__study__indicator=indicator)
        .select_related(
            "link__source",
            "link__target",
            "link__theory__initiative",
            "estimation__plan",
            "estimation__run_by",
            "estimation__study__dataset",
        )
        .prefetch_related(plans)
    )
    if not claims:
        return None
    found = graded(claims, initiative=claims[0].link.theory.initiative)
    return max((each.judged.maryland.level for each in found if each.judged.maryland.level), default=None)
