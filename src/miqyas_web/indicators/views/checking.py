"""What would weaken an indicator, told while it is written; nothing is saved."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.indicators.forms.sheets import IndicatorForm
from miqyas_web.indicators.queries import sheets as queries
from miqyas_web.initiatives.queries import initiative_for

FIGURES = ("baseline_value", "baseline_date", "target_value", "target_date")


@require_POST
def indicator_check(request: SignedInRequest, initiative_pk: int) -> HttpResponse:
    """A fragment; figures that the form does not carry are those of the indicator that is edited."""
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    form = IndicatorForm(request.POST, initiative=initiative)
    form.is_valid()
    said = dict(form.cleaned_data)
    if edited := request.GET.get("indicator", ""):
        indicators = queries.indicators_visible_to(request.user)
        indicator = get_object_or_404(
            indicators, node__theory__initiative=initiative, pk=edited if edited.isdecimal() else 0
        )
        said |= {name: getattr(indicator, name) for name in FIGURES}
    context = {"weaknesses": queries.weaknesses_as_written(said), "is_begun": bool(said.get("name"))}
    return render(request, "indicators/indicator_check.html", context)
