"""Discussion of files, and minutes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import discussions as actions
from miqyas_web.funding.actions import minutes
from miqyas_web.funding.forms.judging import CloseForm, MinuteForm, NoteForm
from miqyas_web.funding.queries import discussions as queries
from miqyas_web.funding.queries.access import call_for
from miqyas_web.funding.queries.minutes import minutes_told
from miqyas_web.funding.queries.progress import applications_read
from miqyas_web.funding.queries.reviewers import hidden_applications
from miqyas_web.funding.queries.stages import stage_read
from miqyas_web.funding.queries.ties import people_watched
from miqyas_web.funding.science.minutes_document import CONTENT_TYPES, document_of
from miqyas_web.funding.views.reviewers import call_crumbs


@never_cache
def discussion_list(request: SignedInRequest, call_pk: int) -> HttpResponse:
    call = call_for(request.user, call_pk, may=Permission.FUND)
    stage = stage_read(call, request.GET.get("stage", ""))
    context: dict[str, Any] = {
        "call": call,
        "stage": stage,
        "crumbs": call_crumbs(call, (_("Discussion and minutes"), "")),
    }
    if stage is None:
        return render(request, "funding/discussion_list.html", context)
    hidden = hidden_applications(call, request.user)
    applications = applications_read(stage).exclude(pk__in=hidden)
    form = MinuteForm(request.POST or None, watched=people_watched(call), applications=applications)
    if form.is_valid():
        try:
            minutes.write_minute(call=call, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The minutes are kept; they no longer change."))
            return redirect("funding:discussion_list", call.pk)
    written = call.minutes.exclude(application__in=hidden).select_related("application", "written_by")
    context |= {
        "form": form,
        "files": queries.files_discussed(stage, request.user),
        "n_hidden": len(hidden),
        "minutes": written.order_by("-written_at"),
    }
    return render(request, "funding/discussion_list.html", context, status=422 if form.errors else 200)


@never_cache
def discussion_show(request: SignedInRequest, call_pk: int, pk: int) -> HttpResponse:
    room = queries.room_for(request.user, call_pk, pk, request.GET.get("stage", ""))
    asked = request.POST.get("do", "")
    noting = NoteForm(request.POST if asked == "note" else None)
    closing = CloseForm(request.POST if asked == "close" else None, watched=people_watched(room.call))
    file = {"application": room.application, "stage": room.stage, "by": request.user}
    try:
        if noting.is_valid():
            actions.add_note(**file, **noting.cleaned_data)
            return redirect(f"{request.path}?stage={room.stage.position}")
        if closing.is_valid():
            actions.close_discussion(**file, **closing.cleaned_data)
            messages.success(request, _("The discussion is closed; its minutes no longer change."))
            return redirect(f"{request.path}?stage={room.stage.position}")
    except Refused as refusal:
        (noting if asked == "note" else closing).add_error(None, str(refusal))
    shown = queries.discussion_shown(room, get_language() or "")
    context = {
        "room": room, "call": room.call, "application": room.application, "shown": shown,
        "opinions": shown.opinions, "noting": noting, "closing": closing,
        "is_secretariat": room.seat == queries.Seat.SECRETARIAT,
        "minutes": room.application.minutes.select_related("application", "written_by").order_by("-written_at"),
        "crumbs": _crumbs(room),
    }  # fmt: skip
    status = 422 if noting.errors or closing.errors else 200
    return render(request, "funding/discussion_show.html", context, status=status)


def _crumbs(room: queries.Room) -> list[tuple[str, str]]:
    """From the call for its secretariat, from their own list for those who read."""
    here = (room.application.reference, "")
    if room.seat != queries.Seat.SECRETARIAT:
        return [(_("To read"), reverse("funding:reviewing_list")), here]
    listed = reverse("funding:discussion_list", args=[room.call.pk])
    return call_crumbs(room.call, (_("Discussion and minutes"), listed), here)


@never_cache
def minutes_download(request: SignedInRequest, call_pk: int, kind: str) -> HttpResponse:
    call = call_for(request.user, call_pk, may=Permission.FUND)
    stage = stage_read(call, request.GET.get("stage", ""))
    if stage is None or kind not in CONTENT_TYPES:
        raise Http404
    application, wanted = None, request.GET.get("application", "")
    if wanted:
        if not (wanted.isascii() and wanted.isdecimal()):
            raise Http404
        application = queries.room_for(request.user, call.pk, int(wanted), str(stage.position)).application
    told = minutes_told(stage, request.user, get_language() or "", application=application)
    answer = HttpResponse(document_of(told, kind), content_type=CONTENT_TYPES[kind])
    name = f"minutes-{application.reference if application else call.slug}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
