from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.portal.queries.desk import desk_for
from miqyas_web.portal.queries.home import home
from miqyas_web.portal.queries.search import search
from miqyas_web.reports.queries import publication_of, publications

MOST_WORDS = 100
PER_PAGE = 10


@login_not_required
def home_show(request: HttpRequest) -> HttpResponse:
    """Public: what this is, for whom, and a figure one can follow back."""
    return render(request, "portal/home_show.html", {"home": home()})


@login_not_required
def publication_list(request: HttpRequest) -> HttpResponse:
    """Public: every published report, latest first."""
    page = Paginator(publications(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "publications": [publication_of(report) for report in page]}
    return render(request, "portal/publication_list.html", context)


def desk_show(request: SignedInRequest) -> HttpResponse:
    return render(request, "portal/desk_show.html", {"desk": desk_for(request.user)})


def search_show(request: SignedInRequest) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:MOST_WORDS]
    context = {"words": words, "found": search(words, person=request.user)}
    return render(request, "portal/search_show.html", context)
