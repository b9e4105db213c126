"""An invented call in three stages: the notes are answered, two applicants write the full application, one appeals."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import get_current_timezone

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.actions import calls as actions
from miqyas_web.funding.actions.appeals import file_stage_appeal
from miqyas_web.funding.actions.stage_answers import Said, tell_stage_answers, write_stage_answers
from miqyas_web.funding.demonstration.calls import BODY, QUESTION, SENT, SUMMARY, THEMES, an_application
from miqyas_web.funding.enums import AppealGround, Preset, StageKind
from miqyas_web.funding.models import Application, Call, Stage

TITLE = {
    "fr": "Jeunesse des vallées, en trois étapes (appel inventé)",
    "ar": "شباب الوديان، في ثلاث مراحل (نداء متخيَّل)",
    "en": "Youth of the valleys, in three stages (invented call)",
}
STAGES = (
    (StageKind.CONCEPT, {"fr": "Note conceptuelle", "ar": "مذكرة أولية", "en": "Concept note"}),
    (StageKind.FULL, {"fr": "Dossier complet", "ar": "ملف كامل", "en": "Full application"}),
    (StageKind.INTERVIEW, {"fr": "Entretien", "ar": "مقابلة", "en": "Interview"}),
)
MEASURE = {
    "fr": "Comment mesurerez-vous le changement ?",
    "ar": "كيف ستقيسون التغيير؟",
    "en": "How will you measure the change?",
}
APPEAL = "La note dit qui est touché, à la deuxième phrase : une fille sur trois (recours inventé)."
REASON = "Le besoin est dit, mais rien ne montre qui il touche (raison inventée)."


def fill(context: dict[str, Any]) -> None:
    """Put the call in, its notes, and the answers to them. Without the funder and its grid, nothing."""
    if "grid" not in context:
        return
    lead = context.get("people", {}).get("karim", context["lead"])
    call = _call(context, lead)
    first = call.stages.get(position=1)
    sent = [
        an_application(call, context["initiatives"], row, context)
        for row in SENT
        if row[0] in context["initiatives"]
    ]
    # Sent while it was open; the deadline of the example is then put behind.
    now = clock.now()
    Stage.objects.filter(pk=first.pk).update(closes_at=now - timedelta(days=3))
    Stage.objects.filter(call=call, position=2).update(opens_at=now - timedelta(days=2))
    Application.objects.filter(call=call).update(sent_at=now - timedelta(days=5))
    first.refresh_from_db()
    answers = [
        Said(one.reference, is_invited=place < len(sent) - 1, reason="" if place < len(sent) - 1 else REASON)
        for place, one in enumerate(sent)
    ]
    if answers:
        write_stage_answers(stage=first, answers=answers, by=lead)
        tell_stage_answers(stage=first, site="", by=lead)
        _appeal(sent[-1])


def _appeal(application: Application) -> None:
    """The one that was not retained asks for another look; nobody has heard it yet."""
    file_stage_appeal(
        answer=application.stage_answers.get(),
        ground=AppealGround.FACT,
        text=APPEAL,
        by=application.created_by,
    )


def _call(context: dict[str, Any], by: Person) -> Call:
    call = actions.create_call(organisation=context["funder"], preset=Preset.BLANK, title=TITLE, by=by)
    money = {"budget_mad": Decimal(800_000), "reserve_mad": Decimal(40_000)}
    said = {"title": TITLE, "summary": SUMMARY, "body": BODY, "themes": THEMES, "territories": [], **money}
    call = actions.edit_call(call=call, said=said, revision=call.revision, by=by)
    while call.stages.count() < len(STAGES):
        actions.add_stage(call=call, kind=StageKind.FULL, by=by)
    now = clock.now().astimezone(get_current_timezone()).replace(hour=12, minute=0, second=0, microsecond=0)
    days = ((-30, 7), (7, 40), (45, 60))
    for stage, (kind, title), (opens, closes) in zip(
        call.stages.order_by("position"), STAGES, days, strict=True
    ):
        call.refresh_from_db()
        stage.call = call
        is_form = kind != StageKind.INTERVIEW
        said = {
            "title": title,
            "kind": kind,
            "opens_at": now + timedelta(days=opens),
            "closes_at": now + timedelta(days=closes),
            "questions": _questions(stage.position) if is_form else [],
            "parts": ["theory", "budget"] if is_form else [],
            "grid": context["grid"] if is_form else None,
            "is_blind": False,
        }
        actions.edit_stage(stage=stage, said=said, revision=call.revision, by=by)
    call.refresh_from_db()
    return actions.publish_call(call=call, by=by)


def _questions(position: int) -> list[dict[str, Any]]:
    """The need is asked at both stages; how it is measured at the second."""
    shared = {"help": {}, "kind": "long", "max_words": 300, "is_required": True}
    need = {"key": "need", "label": QUESTION} | shared
    return [need] if position == 1 else [need, {"key": "measure", "label": MEASURE} | shared]
