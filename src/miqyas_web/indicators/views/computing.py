"""A value computed from a frozen extract, and computed again by whoever doubts it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators.actions.computing import compute_measurement, recompute_measurement
from miqyas_web.indicators.extracts import Extract, shelf
from miqyas_web.indicators.forms.computing import FormulaForm
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.queries.groups import groupings_of
from miqyas_web.indicators.queries.measurements import measurement_for
from miqyas_web.indicators.queries.sheets import indicator_for
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for


def measurement_compute(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    indicator = indicator_for(request.user, initiative, pk)
    kept = shelf()
    extracts = kept.extracts_of(initiative) if kept else []
    extract = next((one for one in extracts if one.sha256 == request.GET.get("data")), None)
    if extract is None:
        return _page(request, initiative, indicator, extracts)
    sent = request.POST if request.method == "POST" else None
    groupings = groupings_of(indicator, initiative)
    form = FormulaForm(sent, indicator=indicator, extract=extract, groupings=groupings)
    if request.method == "POST" and form.is_valid():
        try:
            measurement = compute_measurement(indicator=indicator, asked=form.asked(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return _page(request, initiative, indicator, extracts, form=form)
        return redirect("indicators:measurement_show", initiative.pk, measurement.pk)
    return _page(request, initiative, indicator, extracts, form=form)


def _page(
    request: HttpRequest,
    initiative: Initiative,
    indicator: Indicator,
    extracts: list[Extract],
    *,
    form: FormulaForm | None = None,
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "step": "indicators",
        "here": indicator.node.key,
        "indicator": indicator,
        "extracts": extracts,
        "extract": form.extract if form else None,
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "indicators/measurement_compute.html", context, status=status)


@require_POST
def measurement_recompute(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    measurement = measurement_for(request.user, initiative, pk)
    try:
        different = recompute_measurement(measurement=measurement, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if different:
            told = ", ".join(f"{name}: {before} → {after}" for name, before, after in different[:3])
            messages.warning(request, _("Computed again: it differs (%(told)s).") % {"told": told})
        else:
            messages.success(request, _("Computed again from the frozen data: every number is the same."))
    return redirect("indicators:measurement_show", initiative.pk, measurement.pk)
