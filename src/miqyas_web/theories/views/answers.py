"""How the editor answers: a page or a redirect to a plain form, a fragment to htmx."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import trigger_client_event

from miqyas_web.accounts.enums import Permission
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.theories import queries
from miqyas_web.theories.queries.comments import open_counts

OUTLINE = "theory-outline"


def editable(request: HttpRequest, initiative_pk: int) -> Initiative:
    """The initiative whose theory the person may change; 404 to strangers, a refusal to readers."""
    return initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """The whole page, or its fragment ``part`` when there is one and htmx asks."""
    name = f"{template}#{part}" if part and request.htmx else template
    return render(request, name, {"step": "theory"} | context, status=status)


def panel(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the editor, or what stands of it in the panel beside the theory."""
    return page(request, template, context, part="panel", status=status)


def outline(initiative: Initiative, person: Any) -> dict[str, Any]:
    """What the list editor shows."""
    theory_map = queries.map_for(initiative)
    return {
        "initiative": initiative,
        "theory_map": theory_map,
        "last_change": queries.last_to_undo(theory_map.theory, person),
        "comments": open_counts(theory_map.theory),
        "last_undone": queries.last_to_redo(theory_map.theory, person),
    }


def changed(
    request: HttpRequest,
    initiative: Initiative,
    *,
    said: Any,
    shown: HttpResponse | None = None,
    anchor: str = "",
) -> HttpResponse:
    """After a change: the editor again at ``anchor``; to htmx the fragment it asked for, and the news."""
    if not request.htmx:
        return redirect(
            reverse("theories:theory_edit", args=[initiative.pk]) + (f"#{anchor}" if anchor else "")
        )
    if request.htmx.target == OUTLINE:
        context = outline(initiative, request.user) | {"said": said}
        response = render(request, "theories/theory_edit.html#outline", context)
    else:
        response = shown or render(request, "theories/theory_edit.html#nothing", {"said": said})
        trigger_client_event(response, "outline-stale")
    return trigger_client_event(response, "theory-changed")
