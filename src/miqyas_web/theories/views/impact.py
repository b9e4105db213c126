"""The goals an element serves, and the five dimensions of an outcome."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for, may_describe
from miqyas_web.theories import queries
from miqyas_web.theories.actions import nodes
from miqyas_web.theories.forms import disagreements, said_in, show_merged
from miqyas_web.theories.forms.impact import DimensionsForm, dimensions_stand
from miqyas_web.theories.queries import impact
from miqyas_web.theories.rules import Overtaken
from miqyas_web.theories.views.answers import editable, page


def node_show(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    """All that is said of one element."""
    initiative = initiative_for(request.user, initiative_pk)
    theory_map = queries.map_for(initiative)
    branch = impact.branch_of(theory_map, key)
    if branch is None:
        raise Http404
    context = {
        "initiative": initiative,
        "branch": branch,
        "dimensions": impact.dimensions_of(branch),
        "may_describe": may_describe(request.user, initiative),
    }
    return page(request, "theories/node_show.html", context)


def node_dimensions(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    if request.method != "POST":
        return _dimensions(request, initiative, key)
    form = DimensionsForm(request.POST)
    if not form.is_valid():
        return _dimensions(request, initiative, key, form=form, status=422)
    try:
        nodes.edit_node(
            initiative=initiative,
            key=key,
            said={"dimensions": said_in(form)},
            seen_revision=form.cleaned_data["revision"],
            by=request.user,
        )
    except Overtaken as refusal:
        return _dimensions(request, initiative, key, form=form, refusal=refusal, status=409)
    return redirect("theories:node_show", initiative.pk, key)


def node_goals(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    theory_map = queries.map_for(initiative)
    node = theory_map.node(key)
    if node is None:
        raise Http404
    if request.method == "POST":
        codes = request.POST.getlist("sdg")
        nodes.edit_node(initiative=initiative, key=key, said={"sdg": codes}, by=request.user)
        return redirect("theories:node_show", initiative.pk, key)
    context = {"initiative": initiative, "node": node, "goals": impact.goal_choices(node)}
    return page(request, "theories/node_goals.html", context)


def _dimensions(
    request: HttpRequest,
    initiative: Initiative,
    key: str,
    *,
    form: DimensionsForm | None = None,
    refusal: Overtaken | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form of the five dimensions; ``refusal`` sets what stands beside what was sent."""
    theory_map = queries.map_for(initiative)
    node = theory_map.node(key)
    if node is None:
        raise Http404
    stands, revision = dimensions_stand(node), theory_map.theory.revision
    context: dict[str, Any] = {"initiative": initiative, "node": node, "refusal": refusal}
    if refusal is not None and form is not None:
        context["disagreements"] = disagreements(form, refusal)
        show_merged(form, refusal, revision=revision)
    context["form"] = form or DimensionsForm(initial=vars(stands) | {"revision": revision})
    return page(request, "theories/node_dimensions.html", context, status=status)
