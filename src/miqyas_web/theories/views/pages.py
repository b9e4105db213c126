from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_POST

from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for, may_describe
from miqyas_web.theories import examples, queries, science
from miqyas_web.theories.actions.examples import copy_theory
from miqyas_web.theories.queries import quality
from miqyas_web.theories.views.answers import editable, outline, page
from miqyas_web.ui import languages


def theory_show(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative, theory_map, context = _read(request, initiative_pk)
    marks = context["marks"]
    if theory_map.nodes:
        context["assessment"] = theory_map.assessment
        drawn = {
            "strengths": {key: mark.strength for key, mark in marks.items()},
            "node_href": lambda key: reverse("theories:theory_table", args=[initiative.pk]) + f"#node-{key}",
            "link_href": lambda key: reverse("theories:link_show", args=[initiative.pk, key]),
        }
        context["svg"] = science.drawing(theory_map.graph, **drawn)
        context["svg_vertical"] = science.drawing(theory_map.graph, vertical=True, **drawn)
    return page(request, "theories/theory_show.html", context)


def theory_table(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    return page(request, "theories/theory_table.html", _read(request, initiative_pk)[2])


def theory_quality(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    _initiative, theory_map, context = _read(request, initiative_pk)
    if theory_map.nodes:
        context["assessment"] = theory_map.assessment
        context["broken_rules"] = quality.broken_rules_in(theory_map)
    return page(request, "theories/theory_quality.html", context)


def theory_edit(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    return page(request, "theories/theory_edit.html", outline(initiative, request.user), part="outline")


def theory_drawing(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """The theory as an SVG file, in a language of the person's choice."""
    initiative = initiative_for(request.user, initiative_pk)
    code = request.GET.get("language", languages.current().code)
    if code not in {language.code for language in languages.offered()}:
        raise Http404
    theory_map = queries.map_for(initiative)
    strengths = {
        key: mark.strength for key, mark in queries.marks_on(theory_map.theory, request.user).items()
    }
    with override(code):
        svg = science.drawing(
            theory_map.graph, strengths=strengths, vertical=request.GET.get("direction") == "vertical"
        )
    response = HttpResponse(svg, content_type="image/svg+xml")
    if "download" in request.GET:
        response.headers["Content-Disposition"] = f'attachment; filename="theory-{initiative.pk}-{code}.svg"'
    return response


def theory_thumbnail(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """The small map that every page of the initiative loads."""
    initiative = initiative_for(request.user, initiative_pk)
    theory_map = queries.map_for(initiative)
    marks = queries.marks_on(theory_map.theory, request.user)
    here = request.GET.get("node", "")
    svg = science.drawing(
        theory_map.graph,
        small=True,
        strengths={key: mark.strength for key, mark in marks.items()},
        here=here if theory_map.node(here) else None,
    )
    context = {"initiative": initiative, "svg": svg if theory_map.nodes else ""}
    return render(request, "theories/theory_thumbnail.html", context)


def example_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    theory_map = queries.map_for(initiative)
    context = {
        "initiative": initiative,
        "examples": examples.examples(),
        "is_begun": bool(theory_map.nodes or theory_map.stakeholders or theory_map.risks),
    }
    return page(request, "theories/example_list.html", context)


@require_POST
def example_copy(request: HttpRequest, initiative_pk: int, slug: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    example = examples.example_called(slug)
    if example is None:
        raise Http404
    copy_theory(initiative=initiative, example=example.theory, by=request.user)
    return redirect("theories:theory_edit", initiative.pk)


def _read(request: HttpRequest, initiative_pk: int) -> tuple[Initiative, queries.TheoryMap, dict[str, Any]]:
    """What every page that reads a theory shows."""
    initiative = initiative_for(request.user, initiative_pk)
    theory_map = queries.map_for(initiative)
    context = {
        "initiative": initiative,
        "theory_map": theory_map,
        "marks": queries.marks_on(theory_map.theory, request.user),
        "may_describe": may_describe(request.user, initiative),
    }
    return initiative, theory_map, context
