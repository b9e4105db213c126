from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives import actions, queries
from miqyas_web.initiatives.enums import InitiativeState
from miqyas_web.initiatives.forms import InitiativeForm, initial_of, show_again
from miqyas_web.initiatives.goals import GOALS
from miqyas_web.initiatives.steps import next_step, steps_of
from miqyas_web.territories.models import Territory
from miqyas_web.ui.requests import wants_fragment

PER_PAGE = 24


def initiative_list(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("words", "region", "state")}
    page = Paginator(queries.initiatives_of(request.user, **asked), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "asked": asked,
        "is_filtered": any(asked.values()),
        "regions": Territory.objects.regions(),
        "states": InitiativeState.choices,
        "may_create": bool(queries.organisations_to_describe(request.user)),
    }
    template = "initiatives/initiative_list.html" + ("#rows" if wants_fragment(request) else "")
    return render(request, template, context)


def initiative_create(request: HttpRequest) -> HttpResponse:
    organisations = queries.organisations_to_describe(request.user)
    if not organisations:
        raise Refused(
            _(
                "An initiative belongs to an organisation. Create yours, or ask the lead of one to invite "
                "you as a contributor."
            )
        )
    form = InitiativeForm(
        request.POST or None,
        organisations=organisations,
        initial={"state": InitiativeState.PLANNED},
    )
    if request.method == "POST" and form.is_valid():
        initiative = actions.create_initiative(
            organisation=form.cleaned_data["organisation"], description=form.description(), by=request.user
        )
        return redirect("initiatives:initiative_show", initiative.pk)
    status = 422 if form.errors else 200
    return render(request, "initiatives/initiative_create.html", {"form": form}, status=status)


def initiative_edit(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = queries.initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    form = InitiativeForm(request.POST or None, initial=initial_of(initiative))
    context: dict[str, Any] = {"initiative": initiative, "step": "initiative", "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_initiative(
                initiative=initiative,
                description=form.description(),
                by=request.user,
                seen_at=form.cleaned_data["seen_at"],
            )
        except Refused as refusal:
            show_again(form, seen_at=initiative.changed_at.isoformat())
            context["refusal"] = refusal
            return render(request, "initiatives/initiative_edit.html", context, status=refusal.status)
        return redirect("initiatives:initiative_show", initiative.pk)
    status = 422 if form.errors else 200
    return render(request, "initiatives/initiative_edit.html", context, status=status)


def initiative_show(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = queries.initiative_for(request.user, initiative_pk)
    steps = steps_of(initiative, request.user)
    context = {
        "initiative": initiative,
        "step": "initiative",
        "initiative_steps": steps,
        "next_step": next_step(steps),
        "places": queries.places_of(initiative),
        "goals": [GOALS[number] for number in initiative.sdg_goals if number in GOALS],
        "may_describe": queries.may_describe(request.user, initiative),
    }
    return render(request, "initiatives/initiative_show.html", context)
