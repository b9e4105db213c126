"""Lots and samples: foreseen, drawn, kept, read."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.studies import actions, queries, science
from miqyas_web.studies.forms import ChanceForm, FrameForm, LotsForm, SampleForm
from miqyas_web.studies.models import Draw
from miqyas_web.studies.views.page import page_context


def draw_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    draws = queries.draws_visible_to(request.user, initiative=initiative)
    return render(request, "studies/draw_list.html", page_context(request, initiative, draws=draws[:200]))


def draw_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    return _create(request, initiative_pk, LotsForm)


def sample_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    return _create(request, initiative_pk, SampleForm)


def _create(request: HttpRequest, initiative_pk: int, kind: type[ChanceForm]) -> HttpResponse:
    """First the list (by GET), then how (by POST): looked at, then drawn when it is confirmed."""
    initiative = initiative_for(request.user, initiative_pk, may=Permission.STUDY)
    asked = request.GET if "dataset" in request.GET or "territory" in request.GET else None
    chosen = FrameForm(asked, initiative=initiative)
    context = page_context(request, initiative, chosen=chosen, is_sample=kind is SampleForm)
    if not (chosen.is_bound and chosen.is_valid()):
        return render(request, "studies/draw_create.html", context, status=422 if chosen.errors else 200)
    frame = chosen.frame()
    form = kind(request.POST or None, columns=queries.columns_of_frame(frame))
    if request.method == "POST" and form.is_valid():
        try:
            if "confirm" in request.POST:
                return _drawn(request, initiative, form, frame)
            context["foreseen"] = science.foresee(form.kind, form.declared(), queries.frame_source(frame))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context |= {"form": form, "frame": frame}
    return render(request, "studies/draw_create.html", context, status=422 if form.errors else 200)


def _drawn(request: HttpRequest, initiative: Initiative, form: Any, frame: Any) -> HttpResponse:
    kept = actions.draw(
        initiative=initiative,
        by=request.user,
        kind=form.kind,
        frame=frame,
        declared=form.declared(),
        **form.chance(),
    )
    return redirect("studies:draw_show", initiative.pk, kept.pk)


def _draw_for(request: HttpRequest, initiative: Initiative, pk: int) -> Draw:
    return get_object_or_404(queries.draws_visible_to(request.user, initiative=initiative), pk=pk)


def draw_show(
    request: HttpRequest, initiative_pk: int, pk: int, refusal: Refused | None = None
) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    drawn = _draw_for(request, initiative, pk)
    context = page_context(
        request,
        initiative,
        drawn=drawn,
        told=science.told(drawn.record),
        holds=science.record_holds(drawn.record),
        others=queries.draws_from_same_frame(drawn),
        refusal=refusal,
    )
    return render(request, "studies/draw_show.html", context, status=refusal.status if refusal else 200)


@require_POST
def draw_download(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    """The list, drawn again from its frame: asked by a form, for it leaves a trace."""
    initiative = initiative_for(request.user, initiative_pk)
    drawn = _draw_for(request, initiative, pk)
    try:
        lines = actions.read_list(drawn=drawn, by=request.user)
    except Refused as refusal:
        return draw_show(request, initiative_pk, pk, refusal=refusal)
    headers = {"Content-Disposition": f'attachment; filename="{drawn.kind}-{drawn.pk}.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def draw_record(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    """The sealed record, as it was hashed."""
    initiative = initiative_for(request.user, initiative_pk)
    drawn = _draw_for(request, initiative, pk)
    headers = {"Content-Disposition": f'attachment; filename="{drawn.kind}-{drawn.pk}.json"'}
    return JsonResponse(drawn.record, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2})
