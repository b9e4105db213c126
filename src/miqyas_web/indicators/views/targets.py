"""What is due: said, changed with a reason, approved."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators import actions
from miqyas_web.indicators.forms.targets import TargetsForm
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.queries.groups import groupings_of
from miqyas_web.indicators.queries.sheets import indicator_for
from miqyas_web.indicators.queries.targets import path_said
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for


def target_edit(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    indicator = indicator_for(request.user, initiative, pk)
    form = TargetsForm(
        request.POST if request.method == "POST" else None,
        indicator=indicator,
        path=path_said(indicator),
        groupings=groupings_of(indicator, initiative),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_targets(
                indicator=indicator,
                said=form.said(),
                reason=form.cleaned_data.get("reason", ""),
                note=form.cleaned_data.get("note", ""),
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
            return _page(request, initiative, indicator, form, status=refusal.status)
        return redirect("indicators:indicator_show", initiative.pk, indicator.pk)
    return _page(request, initiative, indicator, form, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, initiative: Initiative, indicator: Indicator, form: TargetsForm, *, status: int
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "step": "indicators",
        "here": indicator.node.key,
        "indicator": indicator,
        "form": form,
    }
    return render(request, "indicators/target_edit.html", context, status=status)


@require_POST
def target_approve(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.APPROVE)
    indicator = indicator_for(request.user, initiative, pk)
    try:
        actions.approve_targets(indicator=indicator, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The targets are approved. From now on each change is told with its reason.")
        )
    return redirect("indicators:indicator_show", initiative.pk, indicator.pk)
