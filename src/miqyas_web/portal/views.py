from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.portal.queries.desk import desk_for
from miqyas_web.portal.queries.home import home
from miqyas_web.portal.queries.search import search

MOST_WORDS = 100


@login_not_required
def home_show(request: HttpRequest) -> HttpResponse:
    """Public: what this is, for whom, and a figure one can follow back."""
    return render(request, "portal/home_show.html", {"home": home()})


def desk_show(request: SignedInRequest) -> HttpResponse:
    return render(request, "portal/desk_show.html", {"desk": desk_for(request.user)})


def search_show(request: SignedInRequest) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:MOST_WORDS]
    context = {"words": words, "found": search(words, person=request.user)}
    return render(request, "portal/search_show.html", context)
