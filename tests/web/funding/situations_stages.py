"""Calls in two stages, for the tests of what happens between them."""

from datetime import timedelta

from miqyas_web.foundation import clock
from miqyas_web.funding.enums import StageKind
from miqyas_web.funding.models import Call, Stage
from tests.web.funding import situations


def a_further_stage(call: Call, *, kind: str = StageKind.FULL, moment: str = "open", **fields) -> Stage:
    """A stage after the last one, with the same need asked and another question."""
    opens, closes = {"open": (-1, 30), "before": (5, 30), "after": (-5, -1)}[moment]
    last = call.stages.order_by("-position").first()
    asked = {"key": "q1", "label": situations.texts("Comment mesurerez-vous ?")}
    questions = [
        situations.a_question(**asked),
        situations.a_question("q2", label=situations.texts("Quel est le besoin ?")),
    ]
    is_form = kind != StageKind.INTERVIEW
    return Stage.objects.create(
        **{
            "call": call,
            "position": last.position + 1,
            "kind": kind,
            "title": situations.texts("Dossier complet" if is_form else "Entretien"),
            "opens_at": clock.now() + timedelta(days=opens),
            "closes_at": clock.now() + timedelta(days=closes),
            "questions": questions if is_form else [],
            "grid": last.grid,
        }
        | fields
    )


def close(stage: Stage) -> Stage:
    """Bring a deadline to an hour ago."""
    now = clock.now()
    stage.opens_at, stage.closes_at = now - timedelta(days=9), now - timedelta(hours=1)
    stage.save()
    return stage
