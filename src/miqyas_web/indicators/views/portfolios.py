"""Portfolios: made, shown with their totals, changed, deleted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators.actions.portfolios import create_portfolio, delete_portfolio, edit_portfolio
from miqyas_web.indicators.forms.portfolios import AsOfForm, PortfolioForm
from miqyas_web.indicators.models import Portfolio
from miqyas_web.indicators.queries import rollups as queries


def portfolio_create(request: HttpRequest) -> HttpResponse:
    form = PortfolioForm(_sent(request), person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            portfolio = create_portfolio(
                organisation=form.cleaned_data["organisation"], said=form.said(), by=request.user
            )
        except Refused as refusal:
            return _form_page(request, form, refusal=refusal)
        return redirect("rollups:portfolio_show", portfolio.pk)
    return _form_page(request, form)


def portfolio_edit(request: HttpRequest, pk: int) -> HttpResponse:
    portfolio = _portfolio(request, pk)
    check_has(Permission.DESCRIBE, permissions_in(portfolio.organisation, request.user))
    form = PortfolioForm(_sent(request), person=request.user, portfolio=portfolio)
    if request.method == "POST" and form.is_valid():
        try:
            edit_portfolio(portfolio=portfolio, said=form.said(), by=request.user)
        except Refused as refusal:
            return _form_page(request, form, portfolio=portfolio, refusal=refusal)
        return redirect("rollups:portfolio_show", portfolio.pk)
    return _form_page(request, form, portfolio=portfolio)


def _form_page(
    request: HttpRequest,
    form: PortfolioForm,
    *,
    portfolio: Portfolio | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    if refusal is not None:
        form.add_error(None, str(refusal))
    status = refusal.status if refusal else 422 if form.errors else 200
    context = {"form": form, "portfolio": portfolio}
    return render(request, "indicators/portfolio_edit.html", context, status=status)


def portfolio_show(request: HttpRequest, pk: int) -> HttpResponse:
    portfolio = _portfolio(request, pk)
    form = AsOfForm(request.GET or None, initial={"as_of": clock.today()})
    said = form.cleaned_data.get("as_of") if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "portfolio": portfolio,
        "rollup": queries.rollup_of(
            portfolio.initiatives.all(),
            request.user,
            as_of=said or clock.today(),
            overlap_share=portfolio.overlap_share,
        ),
        "may_describe": Permission.DESCRIBE in permissions_in(portfolio.organisation, request.user),
    }
    return render(request, "indicators/portfolio_show.html", context)


@require_POST
def portfolio_delete(request: HttpRequest, pk: int) -> HttpResponse:
    portfolio = _portfolio(request, pk)
    try:
        delete_portfolio(portfolio=portfolio, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("rollups:portfolio_show", portfolio.pk)
    messages.success(request, _("The portfolio was deleted; its initiatives stay as they are."))
    return redirect("rollups:rollup_list")


def _portfolio(request: HttpRequest, pk: int) -> Portfolio:
    return get_object_or_404(queries.portfolios_of(request.user), pk=pk)


def _sent(request: HttpRequest):  # type: ignore[no-untyped-def]  # what a form takes
    return request.POST if request.method == "POST" else None
