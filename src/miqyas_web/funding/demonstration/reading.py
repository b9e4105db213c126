"""A call whose deadline is past and that is being read today: two readers have files open, nobody has sent anything."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import get_current_timezone

from miqyas_web.foundation import clock
from miqyas_web.funding.actions import assigning
from miqyas_web.funding.demonstration.calls import SENT, a_published_call, an_application
from miqyas_web.funding.demonstration.reviewing import a_reader
from miqyas_web.funding.models import Application, Stage

# Keys of people of the demonstration who may sign in.
READERS = ("meryem", "houda")
DAYS_LEFT = 9


def fill(context: dict[str, Any]) -> None:
    """Put the call in with two applications, and give both to each reader. Without the funder and its grid, nothing."""
    people, initiatives = context.get("people", {}), context.get("initiatives", {})
    if "grid" not in context or not set(READERS) <= set(people):
        return
    lead = people.get("karim", context["lead"])
    now = clock.now().astimezone(get_current_timezone()).replace(hour=12, minute=0, second=0, microsecond=0)
    opens, closes = now - timedelta(days=40), now + timedelta(days=7)
    call = a_published_call("reading", context["funder"], lead, context["grid"], opens=opens, closes=closes)
    sent = [an_application(call, initiatives, row, context) for row in SENT[:2] if row[0] in initiatives]
    # Sent while it was open; the deadline of the example is then put behind.
    Stage.objects.filter(call=call).update(closes_at=now - timedelta(days=4))
    Application.objects.filter(call=call).update(sent_at=now - timedelta(days=6))
    stage = call.stages.select_related("grid", "call__organisation").get()
    for name in READERS:
        reader = a_reader(call, people[name], lead)
        for application in call.applications.filter(pk__in=[one.pk for one in sent]).order_by("reference"):
            assigning.assign_file(
                stage=stage,
                application=application,
                reviewer=reader,
                due_at=now + timedelta(days=DAYS_LEFT),
                by=lead,
            )
