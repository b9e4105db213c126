"""Applications, on the side of the funder: counts until the deadline, then what was sealed."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.funding.queries import applications as queries
from miqyas_web.funding.queries.access import application_received, call_for
from miqyas_web.funding.queries.calls import region_names
from miqyas_web.funding.queries.offers import others_known
from miqyas_web.funding.queries.published import funded_elsewhere
from miqyas_web.funding.queries.seals import answers_in, opened_seals
from miqyas_web.indicators.evidence import path_of


def received_list(request: SignedInRequest, pk: int) -> HttpResponse:
    call = call_for(request.user, pk)
    found = queries.received(call, request.user, request.GET.get("stage", ""))
    context = {"call": call, "received": found, "regions": region_names()}
    return render(request, "funding/received_list.html", context)


def received_show(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_received(request.user, pk)
    seals = opened_seals(application)
    wanted = [seal for seal in seals if str(seal.stage.position) == request.GET.get("stage", "")]
    sealed = next(iter(wanted or seals))
    context = {
        "call": application.call,
        "application": application,
        "sealed": sealed,
        "seals": seals,
        "content": sealed.content,
        "answers": answers_in(sealed),
        "others": others_known(application),
        "elsewhere": funded_elsewhere(application),
    }
    return render(request, "funding/received_show.html", context)


def received_file(request: SignedInRequest, pk: int, sha256: str) -> FileResponse:
    """A file named by a seal that is open; no other is given."""
    seals = opened_seals(application_received(request.user, pk))
    named = [file for seal in seals for file in seal.content["files"] if file["sha256"] == sha256]
    if not named:
        raise Http404
    return FileResponse(path_of(sha256).open("rb"), as_attachment=True, filename=named[0]["name"])
