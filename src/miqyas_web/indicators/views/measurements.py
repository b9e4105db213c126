"""Measures: written, looked at, moved through their states, with the file that shows them."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators import actions, evidence
from miqyas_web.indicators.enums import MeasurementState
from miqyas_web.indicators.forms.measurements import MeasurementForm, ReasonForm, initial_of
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.indicators.queries import measurements as queries
from miqyas_web.indicators.queries.groups import groupings_of
from miqyas_web.indicators.queries.origin import origin_of
from miqyas_web.indicators.queries.sheets import indicator_for
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for


def measurement_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    context = {
        "initiative": initiative,
        "step": "indicators",
        "waiting": queries.waiting_in(initiative),
        "may_describe": Permission.DESCRIBE in permissions_in(initiative.organisation, request.user),
    }
    return render(request, "indicators/measurement_list.html", context)


def measurement_create(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    indicator = indicator_for(request.user, initiative, pk)
    form = _form(request, indicator, initiative)
    if request.method == "POST" and form.is_valid():
        try:
            measurement = actions.record_measurement(
                indicator=indicator, said=form.said(), file=form.cleaned_data["file"], by=request.user
            )
        except Refused as refusal:
            return _form_page(request, initiative, indicator, form, refusal=refusal)
        return redirect("indicators:measurement_show", initiative.pk, measurement.pk)
    return _form_page(request, initiative, indicator, form)


def measurement_edit(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    measurement = queries.measurement_for(request.user, initiative, pk)
    form = _form(request, measurement.indicator, initiative, initial=initial_of(measurement))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_measurement(
                measurement=measurement, said=form.said(), file=form.cleaned_data["file"], by=request.user
            )
        except Refused as refusal:
            return _form_page(request, initiative, measurement.indicator, form, refusal=refusal)
        return redirect("indicators:measurement_show", initiative.pk, measurement.pk)
    return _form_page(request, initiative, measurement.indicator, form, measurement=measurement)


def _form(
    request: HttpRequest, indicator: Indicator, initiative: Initiative, initial: dict[str, Any] | None = None
) -> MeasurementForm:
    sent = request.POST if request.method == "POST" else None
    groupings = groupings_of(indicator, initiative)
    return MeasurementForm(
        sent, request.FILES or None, indicator=indicator, groupings=groupings, initial=initial
    )


def _form_page(
    request: HttpRequest,
    initiative: Initiative,
    indicator: Indicator,
    form: MeasurementForm,
    *,
    measurement: Measurement | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    if refusal is not None:
        field = getattr(refusal, "field", None)
        form.add_error(field if field in form.fields else None, str(refusal))
    context = {
        "initiative": initiative,
        "step": "indicators",
        "here": indicator.node.key,
        "indicator": indicator,
        "measurement": measurement,
        "form": form,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "indicators/measurement_edit.html", context, status=status)


def measurement_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    return _shown(request, initiative, queries.measurement_for(request.user, initiative, pk))


def _shown(
    request: HttpRequest, initiative: Initiative, measurement: Measurement, *, refusal: Refused | None = None
) -> HttpResponse:
    may = permissions_in(initiative.organisation, request.user)
    context = {
        "initiative": initiative,
        "step": "indicators",
        "here": measurement.indicator.node.key,
        "indicator": measurement.indicator,
        "measurement": measurement,
        "origin": origin_of(measurement, request.user),
        "tone": queries.TONES[MeasurementState(measurement.state)],
        "moves": queries.moves_for(measurement, request.user),
        "may_correct": queries.may_correct(measurement, may),
        "reason_form": ReasonForm(),
        "refusal": refusal,
    }
    return render(
        request, "indicators/measurement_show.html", context, status=refusal.status if refusal else 200
    )


@require_POST
def measurement_move(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    measurement = queries.measurement_for(request.user, initiative, pk)
    wanted = request.POST.get("to", "")
    if wanted not in MeasurementState.values:
        raise Http404
    try:
        actions.move_measurement(
            measurement=measurement,
            to=MeasurementState(wanted),
            reason=request.POST.get("reason", "")[:1000],
            by=request.user,
        )
    except Refused as refusal:
        return _shown(request, initiative, measurement, refusal=refusal)
    return redirect("indicators:measurement_show", initiative.pk, measurement.pk)


@require_POST
def measurement_delete(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    measurement = queries.measurement_for(request.user, initiative, pk)
    try:
        actions.delete_measurement(measurement=measurement, by=request.user)
    except Refused as refusal:
        return _shown(request, initiative, measurement, refusal=refusal)
    messages.success(request, _("The measure was given up."))
    return redirect("indicators:indicator_show", initiative.pk, measurement.indicator_id)


def measurement_evidence(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    measurement = queries.measurement_for(request.user, initiative, pk)
    place = evidence.path_of(measurement.evidence_sha256) if measurement.evidence_sha256 else None
    if place is None or not place.exists():
        raise Http404
    # Always to be saved, never shown in our pages: what others made does not run here.
    return FileResponse(
        place.open("rb"),
        as_attachment=True,
        filename=measurement.evidence_name,
        content_type="application/octet-stream",
    )
