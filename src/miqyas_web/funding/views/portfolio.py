"""The grants of a funder together, for its members and, if it wants, for everybody."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.accounts.rules import check_has
from miqyas_web.funding.actions.portfolio import show_portfolio
from miqyas_web.funding.forms.portfolio import PortfolioForm
from miqyas_web.funding.queries import portfolio as queries
from miqyas_web.funding.queries.extracts import files_of
from miqyas_web.funding.queries.rules_seen import rules_seen
from miqyas_web.funding.science.iati import iati_losses
from miqyas_web.funding.science.portfolio import money_picture
from miqyas_web.ui import charts, maps

N_SHADES = 4


def portfolio_show(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = queries.funder_for(request.user, pk)
    rights = permissions_in(organisation, request.user)
    context = {
        **_frame(organisation),
        "rules": rules_seen(organisation),
        "may_publish": Permission.PUBLISH in rights,
        "is_own": True,
        "files": files_of(organisation, is_public=False),
        "crumbs": [(_("Grants"), "/funding/grants/"), (organisation.name, "")],
    }
    return render(request, "funding/portfolio_show.html", context)


@login_not_required
def portfolio_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Public: what a funder that wants it shows of its grants."""
    organisation = queries.public_funder(pk)
    context = {**_frame(organisation), "files": files_of(organisation, is_public=True)}
    return render(request, "funding/portfolio_read.html", context)


def _frame(organisation: Organisation) -> dict[str, Any]:
    portfolio = queries.portfolio_of(organisation)
    money = [(one.label, *_amounts(one)) for one in portfolio.by_theme]
    title = _("Money by theme")
    return {
        "organisation": organisation,
        "portfolio": portfolio,
        "map_svg": _map(portfolio),
        "chart_svg": charts.inline(money_picture(title, money)) if money else "",
        "chart_table": charts.table(
            head=[_("Theme"), _("Committed"), _("Paid"), _("Claimed")],
            rows=[(name, *(f"{amount:.0f}" for amount in amounts)) for name, *amounts in money],
        ),
        "losses": iati_losses(),
    }


def _amounts(share: queries.Share) -> tuple[float, float, float]:
    money = share.money
    return float(money.committed_mad), float(money.paid_mad), float(money.claimed_mad)


def _map(portfolio: queries.Portfolio) -> str:
    """The twelve regions, darker where more is committed; nothing when the front end is not built."""
    amounts = {one.key: float(one.money.committed_mad) for one in portfolio.by_region if one.key}
    most = max(amounts.values(), default=0.0)
    classes = {
        code: f"land-shade-{max(1, round(N_SHADES * amount / most))}"
        for code, amount in amounts.items()
        if amount
    }
    try:
        return maps.draw(
            "regions", classes=classes, language=get_language() or "fr", title=_("Committed by region")
        )
    except (maps.MapNotBuilt, KeyError):
        # A region without outline: the table says the same.
        return ""


def portfolio_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = queries.funder_for(request.user, pk)
    check_has(Permission.PUBLISH, permissions_in(organisation, request.user))
    page = queries.page_of(organisation)
    form = PortfolioForm(request.POST or None, page=page, themes=queries.themes_of(organisation))
    if request.method == "POST" and form.is_valid():
        show_portfolio(organisation=organisation, said=form.said(), by=request.user)
        messages.success(request, _("The portfolio is kept as you wrote it."))
        return redirect("funding:portfolio_show", pk)
    crumbs = [(organisation.name, f"/funding/portfolio/{pk}/"), (_("Public page"), "")]
    context = {"organisation": organisation, "form": form, "crumbs": crumbs}
    return render(request, "funding/portfolio_edit.html", context, status=422 if form.errors else 200)
