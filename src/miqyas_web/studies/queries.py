"""Questions about studies."""

from django.db.models import Prefetch, QuerySet

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.models import Estimation, SealedPlan, Study
from miqyas_web.theories.models import Link


def studies_visible_to(person: Person, *, initiative: Initiative) -> QuerySet[Study]:
    """Studies of one initiative, latest first, with all that a list or a page shows of them."""
    return (
        Study.objects.visible_to(person)
        .filter(initiative=initiative)
        .select_related("link__source", "link__target", "dataset__dataset", "indicator", "created_by", "initiative")
        .prefetch_related(
            Prefetch("plans", SealedPlan.objects.select_related("sealed_by").order_by("number")),
            Prefetch("estimations", Estimation.objects.select_related("plan", "run_by").order_by("-pk")),
        )
        .order_by("-pk")
    )


def links_to_study(initiative: Initiative) -> QuerySet[Link]:
    """Links of the initiative's theory, in the order they are read."""
    links = Link.objects.filter(theory__initiative=initiative)
    return links.select_related("source", "target").order_by("source__pk", "target__pk")


def versions_to_study(initiative: Initiative) -> QuerySet[DatasetVersion]:
    """Frozen versions of the initiative's datasets, latest first."""
    versions = DatasetVersion.objects.filter(dataset__initiative=initiative)
    return versions.select_related("dataset").prefetch_related("columns").order_by("-frozen_at", "-pk")
