"""Invented answers brought from an invented server, by the way of any import; its key was forgotten since."""

from typing import Any

from miqyas_web.foundation import clock
from miqyas_web.surveys.actions.importing import bring_answers
from miqyas_web.surveys.demonstration.transport import REF, TITLE, ServerOfTheExample
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.models import ImportRun, Source, Survey

THEORY = "rural-school-dropout"


def fill(context: dict[str, Any]) -> None:
    """Bring them, once."""
    initiative = context["theories"][THEORY].initiative
    if initiative.sources.exists():
        return
    by = initiative.created_by
    survey = Survey.objects.create(
        initiative=initiative,
        title=TITLE,
        form_id=REF,
        purpose="Suivre le transport scolaire, semaine après semaine (exemple inventé).",
        created_by=by,
    )
    source = Source.objects.create(
        initiative=initiative,
        kind=SubmissionOrigin.KOBO,
        address="https://kobo.example.org",
        form_ref=REF,
        form_title=TITLE,
        survey=survey,
        created_by=by,
    )
    run = ImportRun.objects.create(source=source, started_by=by, started_at=clock.now())
    bring_answers(run=run, tell=lambda _percent, _seen: None, server=ServerOfTheExample())
