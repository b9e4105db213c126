from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.evidence import actions, queries
from miqyas_web.evidence.forms import FactsForm, initial_of
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.queries import initiative_for

PER_PAGE = 25


def claim_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    claims = queries.claims_visible_to(request.user, initiative=initiative)
    page = Paginator(claims, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "initiative": initiative,
        "step": "evidence",
        "page": page,
        "graded": queries.graded(list(page), initiative=initiative),
    }
    return render(request, "evidence/claim_list.html", context)


def claim_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    claim = get_object_or_404(queries.claims_visible_to(request.user, initiative=initiative), pk=pk)
    may_study = Permission.STUDY in permissions_in(initiative.organisation, request.user)
    context = {
        "initiative": initiative,
        "step": "evidence",
        "graded": queries.graded([claim], initiative=initiative)[0],
        "said": queries.said_in(claim),
        "may_study": may_study,
    }
    return render(request, "evidence/claim_show.html", context)


def claim_edit(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.STUDY)
    claim = get_object_or_404(queries.claims_visible_to(request.user, initiative=initiative), pk=pk)
    form = FactsForm(
        request.POST or None, asks_attrition=queries.asks_attrition(claim), initial=initial_of(claim.said)
    )
    context: dict[str, Any] = {"initiative": initiative, "step": "evidence", "claim": claim, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.attach_facts(claim=claim, said=form.said(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("evidence:claim_show", initiative.pk, claim.pk)
    return render(request, "evidence/claim_edit.html", context, status=422 if form.errors else 200)
