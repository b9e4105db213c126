"""Totals over several initiatives, each opened down to its parts."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from miqyas_web.accounts.queries import organisations_of
from miqyas_web.foundation import clock
from miqyas_web.indicators.forms.portfolios import AsOfForm
from miqyas_web.indicators.queries import rollups as queries
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import organisations_to_describe
from miqyas_web.territories.models import Territory


def rollup_list(request: HttpRequest) -> HttpResponse:
    context = {
        "organisations": organisations_of(request.user),
        "portfolios": queries.portfolios_of(request.user),
        "regions": Territory.objects.regions(),
        "may_create": bool(organisations_to_describe(request.user)),
    }
    return render(request, "indicators/rollup_list.html", context)


def rollup_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = queries.organisation_to_total(request.user, pk)
    form, day = _day_asked(request)
    initiatives = Initiative.objects.filter(organisation=organisation)
    rollup = queries.rollup_of(initiatives, request.user, as_of=day)
    context: dict[str, Any] = {"form": form, "rollup": rollup, "organisation": organisation}
    return render(request, "indicators/rollup_organisation.html", context)


def rollup_territory(request: HttpRequest, code: str) -> HttpResponse:
    territory = get_object_or_404(Territory.objects.select_related("parent"), code=code)
    form, day = _day_asked(request)
    rollup = queries.rollup_of(queries.initiatives_in(territory), request.user, as_of=day)
    context: dict[str, Any] = {
        "form": form,
        "rollup": rollup,
        "territory": territory,
        "children": territory.children.open().order_by("code"),
    }
    return render(request, "indicators/rollup_territory.html", context)


def _day_asked(request: HttpRequest) -> tuple[AsOfForm, date]:
    """The form of the day, and the day itself: today unless another was said."""
    form = AsOfForm(request.GET or None, initial={"as_of": clock.today()})
    said = form.cleaned_data.get("as_of") if form.is_bound and form.is_valid() else None
    return form, said or clock.today()
