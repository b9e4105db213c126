from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.theories import queries
from miqyas_web.theories.actions.drawing import apply_edit
from miqyas_web.theories.canvas import canvas_of, steps_for
from miqyas_web.theories.forms import EditsForm
from miqyas_web.theories.queries.comments import stamp_of
from miqyas_web.theories.views.answers import editable
from miqyas_web.ui import languages


def theory_graph(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """The theory as the canvas draws it; nothing when it has not changed since the stamp asked."""
    initiative = initiative_for(request.user, initiative_pk)
    theory = queries.theory_of(initiative)
    if request.GET.get("since") == stamp_of(theory):
        return HttpResponse(status=204)
    return JsonResponse(_drawn(initiative) | steps_for(theory, request.user))


@require_POST
def theory_sync(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """Carry out what was done on the canvas; the theory comes back when it is not what the canvas expects."""
    initiative = editable(request, initiative_pk)
    form = EditsForm(request.POST)
    if not form.is_valid():
        sentences = [str(each) for found in form.errors.values() for each in found]
        return JsonResponse({"refused": " ".join(sentences)}, status=422)
    before = queries.theory_of(initiative).revision
    edits = form.cleaned_data["edits"]
    outcomes = [apply_edit(initiative=initiative, edit=edit, by=request.user) for edit in edits]
    theory = queries.theory_of(initiative)
    answer = {
        "revision": theory.revision,
        "stamp": stamp_of(theory),
        "outcomes": [asdict(each) for each in outcomes],
    }
    was_alone = form.cleaned_data["revision"] == before and not any(each.refused for each in outcomes)
    if not (was_alone and form.is_drawn_already()):
        answer["graph"] = _drawn(initiative)
    return JsonResponse(answer | steps_for(theory, request.user))


def _drawn(initiative: Initiative) -> dict[str, Any]:
    return canvas_of(queries.map_for(initiative), rtl=languages.current().direction == "rtl")
