from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for, may_describe
from miqyas_web.theories import queries
from miqyas_web.theories.actions import risks
from miqyas_web.theories.forms import disagreements, said_in, show_merged
from miqyas_web.theories.forms.impact import RiskForm, risk_stands
from miqyas_web.theories.models import Risk
from miqyas_web.theories.queries import impact
from miqyas_web.theories.rules import Overtaken
from miqyas_web.theories.views.answers import editable, page


def risk_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    theory_map = queries.map_for(initiative)
    context = {
        "initiative": initiative,
        "theory_map": theory_map,
        "register": impact.register_of(theory_map),
        "may_describe": may_describe(request.user, initiative),
    }
    return page(request, "theories/risk_list.html", context)


def risk_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    asked = {name: request.GET[name] for name in ("kind", "on") if name in request.GET}
    form = RiskForm(request.POST or None, initial=asked, theory_map=queries.map_for(initiative))
    if request.method == "POST" and form.is_valid():
        risks.create_risk(initiative=initiative, said=said_in(form), by=request.user)
        return redirect("theories:risk_list", initiative.pk)
    context = {"initiative": initiative, "form": form}
    return page(request, "theories/risk_create.html", context, status=422 if form.errors else 200)


def risk_edit(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    if request.method != "POST":
        return _edit(request, initiative, key)
    form = RiskForm(request.POST, theory_map=queries.map_for(initiative))
    if not form.is_valid():
        return _edit(request, initiative, key, form=form, status=422)
    try:
        risks.edit_risk(
            initiative=initiative,
            key=key,
            said=said_in(form),
            seen_revision=form.cleaned_data["revision"],
            by=request.user,
        )
    except Overtaken as refusal:
        return _edit(request, initiative, key, form=form, refusal=refusal, status=409)
    return redirect("theories:risk_list", initiative.pk)


def risk_delete(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    risk = _risk(queries.map_for(initiative), key)
    if request.method == "POST":
        risks.delete_risk(initiative=initiative, key=key, by=request.user)
        return redirect("theories:risk_list", initiative.pk)
    return page(request, "theories/risk_delete.html", {"initiative": initiative, "risk": risk})


def _risk(theory_map: queries.TheoryMap, key: str) -> Risk:
    risk = next((risk for risk in theory_map.risks if risk.key == key), None)
    if risk is None:
        raise Http404
    return risk


def _edit(
    request: HttpRequest,
    initiative: Initiative,
    key: str,
    *,
    form: RiskForm | None = None,
    refusal: Overtaken | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form of a risk; ``refusal`` sets what stands beside what was sent."""
    theory_map = queries.map_for(initiative)
    risk = _risk(theory_map, key)
    stands, revision = risk_stands(risk), theory_map.theory.revision
    context: dict[str, Any] = {"initiative": initiative, "risk": risk, "refusal": refusal}
    if refusal is not None and form is not None:
        context["disagreements"] = disagreements(form, refusal)
        show_merged(form, refusal, revision=revision)
    initial = vars(stands) | {"revision": revision}
    context["form"] = form or RiskForm(initial=initial, theory_map=theory_map)
    return page(request, "theories/risk_edit.html", context, status=status)
