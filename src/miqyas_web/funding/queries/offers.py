"""An application offered to another call: what it fills there, what it does not, and who may know."""

from django.db.models import Exists, OuterRef, Q

from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, CallState
from miqyas_web.funding.models import Application, Call, Stage
from miqyas_web.funding.rules.matching import Carried, carried


def calls_to_offer_to(application: Application) -> list[Call]:
    """Calls that take applications now or soon, to which the initiative does not apply yet."""
    first = Stage.objects.filter(call=OuterRef("pk"), position=1, closes_at__gt=clock.now())
    standing = Application.objects.filter(
        call=OuterRef("pk"), initiative=application.initiative_id, withdrawn_at__isnull=True
    )
    found = Call.objects.filter(Exists(first), ~Exists(standing), state=CallState.PUBLISHED)
    return list(
        found.exclude(pk=application.call_id).select_related("organisation").order_by("-published_at", "pk")
    )


def carried_between(source: Application, draft: Application) -> Carried:
    """Answers of the source, of all its stages, under the questions of the draft's stage that ask the same."""
    asked, answers = [], {}
    for stage in source.call.stages.order_by("position"):
        for question in stage.questions:
            key = f"{stage.position}.{question['key']}"
            asked.append({**question, "key": key})
            answers[key] = (source.answers.get(str(stage.position)) or {}).get(question["key"], "")
    return carried(answers, asked, draft.stage.questions)


def others_known(application: Application) -> list[Application]:
    """Sent applications to other funders that this funder may know of, because the applicant says so."""
    to_others = Q(offered_from=application, tells_offer=True)
    if application.tells_offer and application.offered_from_id:
        to_others |= Q(pk=application.offered_from_id)
    return list(
        Application.objects.filter(to_others, sent_at__isnull=False)
        .exclude(state=ApplicationState.WITHDRAWN)
        .select_related("call__organisation")
        .order_by("pk")
    )
