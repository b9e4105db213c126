"""How far the description of an initiative is."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import StepState


def description_state(initiative: Initiative, _person: Person) -> StepState:
    """Done when it says the problem, for whom, how many, where, with what money and when."""
    said = [
        initiative.problem,
        initiative.people_concerned,
        initiative.n_people_aimed,
        initiative.budget_mad is not None,
        initiative.start_date,
        initiative.territories.exists(),
    ]
    missing = sum(not each for each in said)
    if not missing:
        return StepState("done", _("complete"))
    return StepState(
        "started", ngettext_lazy("%(n)s thing to say", "%(n)s things to say", "n") % {"n": missing}
    )
