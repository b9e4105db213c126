"""Applications, on the side of the funder: counts until the deadline, then what was sealed."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.funding.queries import applications as queries
from miqyas_web.funding.queries.access import application_received, call_for
from miqyas_web.indicators.evidence import path_of


def received_list(request: SignedInRequest, pk: int) -> HttpResponse:
    call = call_for(request.user, pk)
    context = {"call": call, "received": queries.received(call, request.user)}
    return render(request, "funding/received_list.html", context)


def received_show(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_received(request.user, pk)
    sealed = application.sealed_now
    questions = [(each["label"], each["key"]) for each in application.stage.questions]
    answers = (sealed.content["answers"] if sealed else {}).get(str(application.stage.position), {})
    context = {
        "call": application.call,
        "application": application,
        "sealed": sealed,
        "content": sealed.content if sealed else {},
        "answers": [(label, answers.get(key, "")) for label, key in questions],
    }
    return render(request, "funding/received_show.html", context)


def received_file(request: SignedInRequest, pk: int, sha256: str) -> FileResponse:
    """A file named by the last seal of the application; no other is given."""
    sealed = application_received(request.user, pk).sealed_now
    named = [file for file in (sealed.content["files"] if sealed else []) if file["sha256"] == sha256]
    if not named:
        raise Http404
    return FileResponse(path_of(sha256).open("rb"), as_attachment=True, filename=named[0]["name"])
