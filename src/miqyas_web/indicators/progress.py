"""How far the indicators of an initiative are."""

from django.db.models import Count, Q
from django.utils.translation import ngettext_lazy

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import StepState
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Node


def indicators_state(initiative: Initiative, _person: Person) -> StepState:
    """Done when every outcome has an indicator. One query."""
    counted = Node.objects.filter(theory__initiative=initiative).aggregate(
        n_indicators=Count("indicators", distinct=True),
        n_outcomes=Count("pk", filter=Q(level=NodeLevel.OUTCOME), distinct=True),
        n_measured=Count("pk", filter=Q(level=NodeLevel.OUTCOME, indicators__isnull=False), distinct=True),
    )
    n_indicators, n_bare = counted["n_indicators"], counted["n_outcomes"] - counted["n_measured"]
    if not n_indicators:
        return StepState("empty")
    if n_bare:
        return StepState(
            "started",
            ngettext_lazy("%(n)s outcome without one", "%(n)s outcomes without one", "n") % {"n": n_bare},
        )
    return StepState("done", ngettext_lazy("%(n)s indicator", "%(n)s indicators", "n") % {"n": n_indicators})
