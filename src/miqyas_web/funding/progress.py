"""How far funding is, on an initiative's page and on a call's."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.models import Person
from miqyas_web.funding.enums import ApplicationState, CallState
from miqyas_web.funding.models import Application, Call
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import StepState


def applications_state(initiative: Initiative, _person: Person) -> StepState:
    """What the initiative asked for, and what became of it. One query."""
    return state_of(list(Application.objects.filter(initiative=initiative).values_list("state", flat=True)))


def state_of(states: Sequence[str]) -> StepState:
    """Where funding stands, from the states of an initiative's applications."""
    live = [state for state in states if state != ApplicationState.WITHDRAWN]
    if not live:
        return StepState("empty")
    if ApplicationState.FUNDED in live:
        return StepState("done", _("funded"))
    n_sent = sum(state != ApplicationState.DRAFT for state in live)
    if n_sent:
        return StepState(
            "done", ngettext("%(n)s application sent", "%(n)s applications sent", n_sent) % {"n": n_sent}
        )
    return StepState("started", _("an application being written"))


def received_figure(call: Call, _person: Person) -> "str | Promise | None":
    """How many applications were sent to a call; nothing while it is a draft."""
    if call.state == CallState.DRAFT:
        return None
    n = call.applications.filter(sent_at__isnull=False).exclude(state=ApplicationState.WITHDRAWN).count()
    return ngettext("%(n)s application sent", "%(n)s applications sent", n) % {"n": n}
