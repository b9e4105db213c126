"""Plans as they were sealed."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.studies import queries, science
from miqyas_web.studies.views.page import study_for


def plan_download(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    """The sealed plan and its amendments, as they were hashed."""
    initiative = initiative_for(request.user, initiative_pk)
    study = study_for(request, initiative, pk)
    plans = [
        {"number": plan.number, "sealed_at": plan.sealed_at, "sha256": plan.sha256, "reason": plan.reason,
         "plan": plan.content}
        for plan in study.plans.all()
    ]  # fmt: skip
    headers = {"Content-Disposition": f'attachment; filename="plan-{study.pk}.json"'}
    return JsonResponse(
        {"plans": plans}, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )


CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def plan_export(request: HttpRequest, initiative_pk: int, pk: int, form: str) -> HttpResponse:
    """The plan as Word or PDF, in the language asked: its seal, and all that changed since."""
    initiative = initiative_for(request.user, initiative_pk)
    study = study_for(request, initiative, pk)
    content = science.plan_file(
        study,
        list(study.plans.all()),
        form,
        language=request.GET.get("language", ""),
        labels=queries.labels_of(study),
    )
    headers = {"Content-Disposition": f'attachment; filename="plan-{study.pk}.{form}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)
