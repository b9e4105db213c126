from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from miqyas_web.initiatives.queries import initiative_for, may_describe
from miqyas_web.theories import queries
from miqyas_web.theories.actions.logframe import edit_logframe
from miqyas_web.theories.forms import disagreements
from miqyas_web.theories.forms.logframe import LogframeForm
from miqyas_web.theories.queries import TheoryMap, logframe
from miqyas_web.theories.rules import Overtaken
from miqyas_web.theories.views.answers import editable, page

FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def logframe_show(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    theory_map = queries.map_for(initiative)
    context = {
        "initiative": initiative,
        "theory_map": theory_map,
        "shelves": logframe.logframe_of(theory_map),
        "may_describe": may_describe(request.user, initiative),
    }
    return page(request, "theories/logframe_show.html", context)


def logframe_edit(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    return _edit(request, initiative_pk, "logframe", shelves=logframe.logframe_of)


def chain_edit(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """The results chain, its words changed where they stand."""
    return _edit(request, initiative_pk, "chain", shelves=logframe.chain_of)


def _edit(
    request: HttpRequest, initiative_pk: int, name: str, *, shelves: Callable[[TheoryMap], Any]
) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    theory_map = queries.map_for(initiative)
    form = LogframeForm(request.POST or None, theory_map=theory_map)
    context: dict[str, Any] = {"initiative": initiative, "theory_map": theory_map, "form": form}
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            edit_logframe(initiative=initiative, cells=form.cells(), by=request.user)
        except Overtaken as refusal:
            form.show_again(theory_map)
            context |= {"refusal": refusal, "disagreements": disagreements(form, refusal)}
            status = 409
        else:
            return redirect(f"theories:{name}_show", initiative.pk)
    context["shelves"] = shelves(theory_map)
    return page(request, f"theories/{name}_edit.html", context, status=status)


def logframe_download(request: HttpRequest, initiative_pk: int, form: str) -> HttpResponse:
    """The logframe as a Word or Excel file."""
    initiative = initiative_for(request.user, initiative_pk)
    if form not in FORMS:
        raise Http404
    theory_map = queries.map_for(initiative)
    organisation = str(initiative.organisation)
    content = logframe.logframe_file(theory_map, form, title=str(initiative), organisation=organisation)
    headers = {"Content-Disposition": f'attachment; filename="logframe-{initiative.pk}.{form}"'}
    return HttpResponse(content, content_type=FORMS[form], headers=headers)


def chain_show(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """The results chain: what stands at each step."""
    initiative = initiative_for(request.user, initiative_pk)
    theory_map = queries.map_for(initiative)
    context = {
        "initiative": initiative,
        "theory_map": theory_map,
        "stages": logframe.chain_of(theory_map),
        "may_describe": may_describe(request.user, initiative),
    }
    return page(request, "theories/chain_show.html", context)
