"""Long work of this room."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import jobs
from miqyas_web.reports import actions
from miqyas_web.reports.models import Report


@jobs.task("reports.verify")
def verify(progress: jobs.Progress, *, report_id: int, person_id: int) -> str:
    report = Report.objects.select_related("initiative__organisation").get(pk=report_id)
    progress(10, _("Computing every figure again"))
    actions.verify_report(report=report, by=Person.objects.get(pk=person_id), job_id=progress.job_id)
    return reverse("reports:report_show", args=[report.initiative_id, report.pk]) + "#verification"
