"""How far the theory of an initiative is."""

from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import StepState
from miqyas_web.theories.queries import map_for
from miqyas_web.theories.rules import is_sound


def theory_state(initiative: Initiative, _person: Person) -> StepState:
    """Done when the published rules find it sound enough to build on."""
    theory_map = map_for(initiative)
    if not theory_map.nodes:
        return StepState("empty")
    assessment = theory_map.assessment
    summary = _("quality %(points)s") % {"points": assessment.in_points}
    return StepState("done" if is_sound(assessment.score, assessment.maximum) else "started", summary)
