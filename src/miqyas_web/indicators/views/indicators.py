from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import slots
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators import actions
from miqyas_web.indicators.forms.sheets import IndicatorForm, initial_of
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.queries import sheets as queries
from miqyas_web.indicators.queries.measurements import followed_of
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for, may_describe


def indicator_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    context = {
        "initiative": initiative,
        "step": "indicators",
        "measures": queries.measures_of(initiative),
        "may_describe": may_describe(request.user, initiative),
    }
    return render(request, "indicators/indicator_list.html", context)


def indicator_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    initial = queries.first_values(
        initiative, node=request.GET.get("node", ""), sheet=request.GET.get("sheet", "")
    )
    form = IndicatorForm(_sent(request), initiative=initiative, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            indicator = actions.create_indicator(initiative=initiative, sheet=form.sheet(), by=request.user)
        except Refused as refusal:
            return _form_page(request, initiative, form, refusal=refusal)
        return redirect("indicators:indicator_show", initiative.pk, indicator.pk)
    return _form_page(request, initiative, form)


def indicator_edit(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    indicator = queries.indicator_for(request.user, initiative, pk)
    form = IndicatorForm(
        _sent(request),
        initiative=initiative,
        has_approved_targets=indicator.are_targets_approved,
        initial=initial_of(indicator),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_indicator(indicator=indicator, sheet=form.sheet(), by=request.user)
        except Refused as refusal:
            return _form_page(request, initiative, form, indicator=indicator, refusal=refusal)
        return redirect("indicators:indicator_show", initiative.pk, indicator.pk)
    return _form_page(request, initiative, form, indicator=indicator)


def _form_page(
    request: HttpRequest,
    initiative: Initiative,
    form: IndicatorForm,
    *,
    indicator: Indicator | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    if refusal is not None:
        form.add_error(getattr(refusal, "field", None), refusal.sentence)
    context: dict[str, Any] = {
        "initiative": initiative,
        "step": "indicators",
        "form": form,
        "indicator": indicator,
        "has_nodes": form.fields["node"].queryset.exists(),
    }
    template = "indicators/indicator_edit.html" if indicator else "indicators/indicator_create.html"
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, template, context, status=status)


def indicator_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    return _shown(request, initiative, queries.indicator_for(request.user, initiative, pk))


def _shown(
    request: HttpRequest, initiative: Initiative, indicator: Indicator, *, refusal: Refused | None = None
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "step": "indicators",
        "here": indicator.node.key,
        "indicator": indicator,
        "sheet": queries.sheet_of(indicator),
        "changes": queries.changes_of(indicator),
        "followed": followed_of(indicator, initiative),
        "parts": [part_of(indicator, initiative) for part_of in slots.items("indicator_parts")],
        "may_approve": Permission.APPROVE in permissions_in(initiative.organisation, request.user),
        "may_describe": may_describe(request.user, initiative),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "indicators/indicator_show.html", context, status=status)


@require_POST
def indicator_delete(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    indicator = queries.indicator_for(request.user, initiative, pk)
    try:
        actions.delete_indicator(indicator=indicator, by=request.user)
    except Refused as refusal:
        return _shown(request, initiative, indicator, refusal=refusal)
    messages.success(request, _("“%(name)s” was deleted.") % {"name": indicator.name})
    return redirect("indicators:indicator_list", initiative.pk)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; a form that comes without any field is sent all the same."""
    return request.POST if request.method == "POST" else None
