"""Answers are brought from other servers apart from the page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from miqyas_web.foundation import jobs
from miqyas_web.surveys.actions.booked_rows import bring_rows
from miqyas_web.surveys.actions.importing import bring_answers as bring_from_server
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.models import ImportRun


def source_address(*, run_id: int, **_asked: Any) -> str:
    """The page of the source, where its key can be renewed."""
    run = ImportRun.objects.select_related("source").filter(pk=run_id).first()
    return reverse("surveys:import_show", args=[run.source.initiative_id, run.source_id]) if run else ""


@jobs.task("surveys.bring_answers", back=source_address)
def bring_answers(progress: jobs.Progress, *, run_id: int) -> str:
    """A run that came to its end before the worker died is not run again."""
    run = ImportRun.objects.select_related(
        "source__initiative__organisation", "source__survey__initiative__organisation", "started_by"
    ).get(pk=run_id)
    bring = bring_rows if run.source.kind == SubmissionOrigin.SPREADSHEET else bring_from_server
    bring(run=run, tell=lambda percent, seen: progress(percent, _("%(seen)s answers seen") % {"seen": seen}))
    return source_address(run_id=run_id)
