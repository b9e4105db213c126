from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories import queries
from miqyas_web.theories.actions import nodes, undoing
from miqyas_web.theories.forms import (
    NodeCreateForm,
    NodeForm,
    disagreements,
    initial_of,
    said_in,
    show_merged,
)
from miqyas_web.theories.models import Node
from miqyas_web.theories.rules import Overtaken
from miqyas_web.theories.views.answers import changed, editable, panel


def node_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    asked = {name: request.GET[name] for name in ("level", "x", "y") if name in request.GET}
    form = NodeCreateForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        said = {"level": form.cleaned_data["level"], "title": form.cleaned_data["title"]}
        node = nodes.create_node(initiative=initiative, said=said, place=form.place(), by=request.user)
        told = _("Added: %(node)s.") % {"node": node}
        shown = _panel(request, initiative, node, said=told) if request.htmx else None
        return changed(request, initiative, said=told, shown=shown, anchor=f"add-{node.level}")
    context = {"initiative": initiative, "form": form}
    return panel(request, "theories/node_create.html", context, status=422 if form.errors else 200)


def node_edit(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    if request.method != "POST":
        return _panel(request, initiative, _node(initiative, key))
    form = NodeForm(request.POST, groups=queries.stakeholders_of(initiative))
    if not form.is_valid():
        return _panel(request, initiative, _node(initiative, key), form=form, status=422)
    try:
        node = nodes.edit_node(
            initiative=initiative,
            key=key,
            said=said_in(form),
            seen_revision=form.cleaned_data["revision"],
            by=request.user,
        )
    except Overtaken as refusal:
        return _panel(request, initiative, _node(initiative, key), form=form, refusal=refusal, status=409)
    told = _("Saved: %(node)s.") % {"node": node}
    shown = _panel(request, initiative, node, said=told) if request.htmx else None
    return changed(request, initiative, said=told, shown=shown, anchor=f"node-{key}")


def node_delete(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    if request.method == "POST":
        nodes.delete_node(initiative=initiative, key=key, by=request.user)
        return changed(request, initiative, said=_("Deleted. “Undo” puts it back."), anchor="theory-outline")
    node = _node(initiative, key)
    n_links = node.links_out.count() + node.links_in.count()
    return panel(
        request, "theories/node_delete.html", {"initiative": initiative, "node": node, "n_links": n_links}
    )


@require_POST
def node_arrange(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    nodes.arrange_nodes(initiative=initiative, by=request.user)
    return changed(request, initiative, said=_("The drawing is arranged."))


@require_POST
def theory_undo(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    change = undoing.undo_change(initiative=initiative, by=request.user)
    told = _("Undone: %(change)s.") % {"change": change.told}
    return changed(request, initiative, said=told, anchor="theory-outline")


@require_POST
def theory_redo(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    change = undoing.redo_change(initiative=initiative, by=request.user)
    told = _("Made again: %(change)s.") % {"change": change.told}
    return changed(request, initiative, said=told, anchor="theory-outline")


def _node(initiative: Initiative, key: str) -> Node:
    theory = queries.theory_of(initiative)
    node = theory.pk and theory.nodes.filter(key=key).first()
    if not node:
        raise Http404
    return node


def _panel(
    request: HttpRequest,
    initiative: Initiative,
    node: Node,
    *,
    form: NodeForm | None = None,
    refusal: Overtaken | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The form of an element; ``refusal`` sets what stands beside what was sent."""
    revision = queries.theory_of(initiative).revision
    if refusal is not None and form is not None:
        context["disagreements"] = disagreements(form, refusal)
        show_merged(form, refusal, revision=revision)
    form = form or NodeForm(
        initial=initial_of(node, NodeForm, revision=revision), groups=queries.stakeholders_of(initiative)
    )
    context |= {"initiative": initiative, "node": node, "form": form, "refusal": refusal}
    return panel(request, "theories/node_edit.html", context, status=status)
