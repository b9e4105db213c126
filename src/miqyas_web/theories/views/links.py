from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for, may_describe
from miqyas_web.theories import queries
from miqyas_web.theories.actions import links
from miqyas_web.theories.forms import (
    LinkCreateForm,
    LinkForm,
    disagreements,
    initial_of,
    said_in,
    show_merged,
)
from miqyas_web.theories.models import Link
from miqyas_web.theories.rules import Overtaken
from miqyas_web.theories.views.answers import changed, editable, panel


def link_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    nodes = queries.map_for(initiative).nodes
    form = LinkCreateForm(
        request.POST or None, nodes=nodes, initial={"source": request.GET.get("source", "")}
    )
    if request.method == "POST" and form.is_valid():
        link = links.create_link(initiative=initiative, by=request.user, **form.cleaned_data)
        told = _("Linked: %(link)s.") % {"link": link}
        shown = _panel(request, initiative, link, said=told) if request.htmx else None
        return changed(request, initiative, said=told, shown=shown, anchor=f"node-{link.source.key}")
    context = {"initiative": initiative, "form": form}
    return panel(request, "theories/link_create.html", context, status=422 if form.errors else 200)


def link_show(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    link = _link(initiative, key)
    context = {
        "initiative": initiative,
        "link": link,
        "mark": queries.marks_on(link.theory, request.user).get(key),
        "may_describe": may_describe(request.user, initiative),
    }
    return panel(request, "theories/link_show.html", context)


def link_edit(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    if request.method != "POST":
        return _panel(request, initiative, _link(initiative, key))
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _panel(request, initiative, _link(initiative, key), form=form, status=422)
    try:
        link = links.edit_link(
            initiative=initiative,
            key=key,
            said=said_in(form),
            seen_revision=form.cleaned_data["revision"],
            by=request.user,
        )
    except Overtaken as refusal:
        return _panel(request, initiative, _link(initiative, key), form=form, refusal=refusal, status=409)
    told = _("Saved: %(link)s.") % {"link": link}
    shown = _panel(request, initiative, link, said=told) if request.htmx else None
    return changed(request, initiative, said=told, shown=shown, anchor=f"node-{link.source.key}")


def link_delete(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    if request.method == "POST":
        links.delete_link(initiative=initiative, key=key, by=request.user)
        return changed(request, initiative, said=_("Deleted. “Undo” puts it back."), anchor="theory-outline")
    return panel(
        request, "theories/link_delete.html", {"initiative": initiative, "link": _link(initiative, key)}
    )


def _link(initiative: Initiative, key: str) -> Link:
    theory = queries.theory_of(initiative)
    link = theory.pk and theory.links.select_related("source", "target", "theory").filter(key=key).first()
    if not link:
        raise Http404
    return link


def _panel(
    request: HttpRequest,
    initiative: Initiative,
    link: Link,
    *,
    form: LinkForm | None = None,
    refusal: Overtaken | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The form of a link; ``refusal`` sets what stands beside what was sent."""
    revision = queries.theory_of(initiative).revision
    if refusal is not None and form is not None:
        context["disagreements"] = disagreements(form, refusal)
        show_merged(form, refusal, revision=revision)
    form = form or LinkForm(initial=initial_of(link, LinkForm, revision=revision))
    context |= {"initiative": initiative, "link": link, "form": form, "refusal": refusal}
    return panel(request, "theories/link_edit.html", context, status=status)
