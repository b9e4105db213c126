from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from miqyas_web.foundation.errors import Unfit
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for, may_describe
from miqyas_web.theories import queries
from miqyas_web.theories.actions import comments
from miqyas_web.theories.enums import PartKind
from miqyas_web.theories.forms.comments import CommentForm
from miqyas_web.theories.queries.comments import discussions_on, members_of
from miqyas_web.theories.views.answers import panel


def comment_list(request: HttpRequest, initiative_pk: int, kind: str, key: str) -> HttpResponse:
    """What is said of one element or link; a comment is written here."""
    initiative = initiative_for(request.user, initiative_pk)
    if request.method != "POST":
        return _list(request, initiative, kind, key)
    form = CommentForm(request.POST, members=members_of(initiative))
    if not form.is_valid():
        return _list(request, initiative, kind, key, form=form, status=422)
    comments.write_comment(initiative=initiative, on=(kind, key), by=request.user, **form.cleaned_data)
    return _answer(request, initiative, kind, key, said=_("Your comment is kept."))


@require_POST
def comment_resolve(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    """Close a discussion with its reason, or open it again."""
    initiative = initiative_for(request.user, initiative_pk)
    try:
        if "reopen" in request.POST:
            comment = comments.reopen_comment(initiative=initiative, comment_id=pk, by=request.user)
        else:
            reason = request.POST.get("reason", "")
            comment = comments.resolve_comment(
                initiative=initiative, comment_id=pk, reason=reason, by=request.user
            )
    except Unfit as refusal:
        kind, key = request.POST.get("kind", ""), request.POST.get("key", "")
        return _list(request, initiative, kind, key, refusal=refusal, status=refusal.status)
    told = _("The discussion is open again.") if "reopen" in request.POST else _("The discussion is closed.")
    return _answer(request, initiative, comment.part_kind, comment.part_key, said=told)


def _answer(request: HttpRequest, initiative: Initiative, kind: str, key: str, *, said: str) -> HttpResponse:
    if not request.htmx:
        return redirect("theories:comment_list", initiative.pk, kind, key)
    response = _list(request, initiative, kind, key, said=said)
    return trigger_client_event(trigger_client_event(response, "outline-stale"), "theory-changed")


def _list(
    request: HttpRequest,
    initiative: Initiative,
    kind: str,
    key: str,
    *,
    form: CommentForm | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    theory_map = queries.map_for(initiative)
    part = theory_map.node(key) if kind == PartKind.NODE else theory_map.link(key)
    if part is None:
        raise Http404
    may = may_describe(request.user, initiative)
    context |= {
        "initiative": initiative,
        "part": part,
        "kind": kind,
        "discussions": discussions_on(theory_map.theory, key, person=request.user, may_describe=may),
        "form": form or CommentForm(members=members_of(initiative)),
        "may_describe": may,
    }
    return panel(request, "theories/comment_list.html", context, status=status)
