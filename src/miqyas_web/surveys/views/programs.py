"""Answers sent by programs, and the page that opens an address for one."""

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions import programs
from miqyas_web.surveys.actions.receiving import receive
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.forms.imports import ProgramForm
from miqyas_web.surveys.models import Collector, Survey
from miqyas_web.surveys.queries import programs as queries
from miqyas_web.surveys.refusals import TooBig

CREATED, KNOWN = 201, 200
MOST_MEGABYTES = 5


@csrf_exempt
@login_not_required
@require_POST
def program_answers(request: HttpRequest, token: str, initiative_pk: int, survey_pk: int) -> HttpResponse:
    """Rows as JSON, or one answer as XML: taken whole or refused whole (docs/data/sending-answers.md)."""
    try:
        collector = queries.program_with(token, initiative_pk=initiative_pk)
        with translation.override(request.headers.get("Accept-Language", "")[:2] or collector.language):
            sent = _received(request, collector, queries.survey_at(collector, survey_pk))
    except programs.RowsRefused as refusal:
        said = {"error": str(refusal), "faults": refusal.faults}
        return JsonResponse(said, status=refusal.status)
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    except RequestDataTooBig:
        too_big = TooBig(MOST_MEGABYTES)
        return JsonResponse({"error": str(too_big)}, status=too_big.status)
    return _told(sent)


def _received(request: HttpRequest, collector: Collector, survey: Survey) -> programs.Sent:
    if request.content_type in {"text/xml", "application/xml"}:
        one = receive(survey=survey, xml=request.body, origin=SubmissionOrigin.API, collector=collector)
        return programs.Sent([one], ())
    rows, version = _rows(request.body)
    key = request.headers.get("Idempotency-Key", "").strip()
    return programs.receive_rows(collector=collector, survey=survey, rows=rows, version=version, key=key)


def _rows(body: bytes) -> tuple[list[dict[str, Any]], str]:
    try:
        said = json.loads(body)
    except ValueError as error:
        raise Unfit(_("This is not JSON.")) from error
    rows = said.get("rows") if isinstance(said, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unfit(_('Send an object like {"rows": [{"question": "answer"}]}.'))
    return rows, str(said.get("version") or "")


def _told(sent: programs.Sent) -> JsonResponse:
    receipts = sent.receipts
    answers = [{"instanceID": one.submission.instance_id, "is_new": one.is_new} for one in receipts]
    n_new = sum(one.is_new for one in receipts)
    said = {"received": len(receipts), "new": n_new, "answers": answers, "not_judged": list(sent.unjudged)}
    return JsonResponse(said, status=CREATED if n_new else KNOWN)


def import_program(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    form = ProgramForm(request.POST if request.method == "POST" else None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        token, _row = programs.open_program(
            initiative=initiative, name=form.cleaned_data["name"], by=request.user
        )
        secret = request.build_absolute_uri(f"/key/{token}/projects/{initiative.pk}/surveys/")
    context = {
        "initiative": initiative,
        "step": "surveys",
        "form": form,
        "secret": secret,
        "programs": queries.programs_of(initiative),
        "surveys": initiative.surveys.order_by("title", "pk"),
    }
    response = render(request, "surveys/import_program.html", context, status=422 if form.errors else 200)
    if secret:
        response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def import_program_close(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    collector = get_object_or_404(queries.programs_of(initiative), pk=pk)
    collector.initiative = initiative
    programs.close_program(collector=collector, by=request.user)
    return redirect("surveys:import_program", initiative.pk)
