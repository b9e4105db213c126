"""Questions about claims."""

from django.db.models import Prefetch, QuerySet

from miqyas_web.accounts.models import Person
from miqyas_web.evidence.models import Claim
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.models import SealedPlan


def claims_visible_to(person: Person, *, initiative: Initiative) -> QuerySet[Claim]:
    """Claims about the links of one initiative's theory, latest first, with all that judging them needs."""
    return (
        Claim.objects.visible_to(person)
        .filter(link__theory__initiative=initiative)
        .select_related(
            "link__source", "link__target", "link__theory__initiative", "estimation__plan", "estimation__run_by",
            "estimation__study__indicator", "estimation__study__dataset__dataset",
        )
        .prefetch_related(Prefetch("estimation__study__plans", SealedPlan.objects.order_by("number")))
        .order_by("-pk")
    )  # fmt: skip
