from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for, may_describe
from miqyas_web.theories import queries
from miqyas_web.theories.actions import stakeholders
from miqyas_web.theories.forms import disagreements, initial_of, said_in, show_merged
from miqyas_web.theories.forms.impact import StakeholderForm
from miqyas_web.theories.models import Stakeholder
from miqyas_web.theories.queries import impact
from miqyas_web.theories.rules import Overtaken
from miqyas_web.theories.views.answers import editable, page


def stakeholder_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    theory_map = queries.map_for(initiative)
    context = {
        "initiative": initiative,
        "theory_map": theory_map,
        "groups": impact.groups_in(theory_map),
        "may_describe": may_describe(request.user, initiative),
    }
    return page(request, "theories/stakeholder_list.html", context)


def stakeholder_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    form = StakeholderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stakeholders.create_stakeholder(initiative=initiative, said=said_in(form), by=request.user)
        return redirect("theories:stakeholder_list", initiative.pk)
    context = {"initiative": initiative, "form": form}
    return page(request, "theories/stakeholder_create.html", context, status=422 if form.errors else 200)


def stakeholder_edit(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    group = _stakeholder(initiative, key)
    form = StakeholderForm(request.POST or None)
    if request.method != "POST":
        return _edit(request, initiative, group)
    if not form.is_valid():
        return _edit(request, initiative, group, form=form, status=422)
    try:
        stakeholders.edit_stakeholder(
            initiative=initiative,
            key=key,
            said=said_in(form),
            seen_revision=form.cleaned_data["revision"],
            by=request.user,
        )
    except Overtaken as refusal:
        return _edit(request, initiative, group, form=form, refusal=refusal, status=409)
    return redirect("theories:stakeholder_list", initiative.pk)


def stakeholder_delete(request: HttpRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    group = _stakeholder(initiative, key)
    if request.method == "POST":
        stakeholders.delete_stakeholder(initiative=initiative, key=key, by=request.user)
        return redirect("theories:stakeholder_list", initiative.pk)
    return page(request, "theories/stakeholder_delete.html", {"initiative": initiative, "group": group})


def _stakeholder(initiative: Initiative, key: str) -> Stakeholder:
    theory = queries.theory_of(initiative)
    group = theory.pk and theory.stakeholders.filter(key=key).first()
    if not group:
        raise Http404
    return group


def _edit(
    request: HttpRequest,
    initiative: Initiative,
    group: Stakeholder,
    *,
    form: StakeholderForm | None = None,
    refusal: Overtaken | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form of a group; ``refusal`` sets what stands beside what was sent."""
    revision = queries.theory_of(initiative).revision
    context: dict[str, Any] = {"initiative": initiative, "group": group, "refusal": refusal}
    if refusal is not None and form is not None:
        context["disagreements"] = disagreements(form, refusal)
        show_merged(form, refusal, revision=revision)
    context["form"] = form or StakeholderForm(initial=initial_of(group, StakeholderForm, revision=revision))
    return page(request, "theories/stakeholder_edit.html", context, status=status)
