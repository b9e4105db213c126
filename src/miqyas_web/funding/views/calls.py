"""A funder's calls: from the preset to the publication."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import calls as actions
from miqyas_web.funding.enums import Preset
from miqyas_web.funding.forms.call_rules import LimitsForm, RulesForm, SettingsForm
from miqyas_web.funding.forms.calls import CallCreateForm, CallForm, StageAddForm, StageForm
from miqyas_web.funding.models import Call, Stage
from miqyas_web.funding.parts import parts_of
from miqyas_web.funding.queries import calls as queries
from miqyas_web.funding.queries.access import call_for
from miqyas_web.funding.queries.own_places import own_places
from miqyas_web.funding.queries.stages import is_over
from miqyas_web.funding.rules.limits import limits_of
from miqyas_web.funding.rules.presets import STARTS
from miqyas_web.funding.rules.settings import settings_of


def own_call_list(request: SignedInRequest) -> HttpResponse:
    context = {
        "placed": queries.calls_of(request.user),
        "funders": queries.funders_of(request.user),
        "own": own_places(request.user),
    }
    return render(request, "funding/own_call_list.html", context)


def call_create(request: SignedInRequest) -> HttpResponse:
    funders = queries.funders_of(request.user)
    if not funders:
        raise Refused(
            _(
                "A call belongs to an organisation. Ask the lead of your funder to invite you as a contributor."
            )
        )
    form = CallCreateForm(request.POST or None, organisations=funders)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        call = actions.create_call(
            organisation=said["organisation"], preset=said["preset"], title=form.title(), by=request.user
        )
        return redirect("funding:call_show", call.pk)
    starts = [(Preset(key).label, start) for key, start in STARTS.items()]
    context = {"form": form, "starts": starts}
    return render(request, "funding/call_create.html", context, status=422 if form.errors else 200)


def call_show(request: SignedInRequest, pk: int) -> HttpResponse:
    call = call_for(request.user, pk)
    rights = permissions_in(call.organisation, request.user)
    placed = queries.placed(queries.with_stages(Call.objects.filter(pk=call.pk)).get())
    context = {
        "call": call,
        "placed": placed,
        "answered": [stage.pk for stage in placed.stages[:-1] if is_over(stage)],
        "lacks": queries.lacks(call) if call.state == "draft" else [],
        "rules": queries.rules_in_words(call),
        "limits": limits_of(call.limits),
        "settings": settings_of(call.settings),
        "parts": parts_of("call_parts", call, request.user),
        "stage_form": StageAddForm(),
        "may_fund": Permission.FUND in rights,
        "may_publish": Permission.PUBLISH in rights,
        "source": STARTS[call.preset].source,
    }
    return render(request, "funding/call_show.html", context)


Save = Callable[[Any], object]


def _edit(
    request: SignedInRequest, call: Call, form: forms.Form, save: Save, template: str, **context: Any
) -> HttpResponse:
    """Show a form of a draft; keep what was sent, or say why not."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept."))
            return redirect("funding:call_show", call.pk)
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(
        request,
        f"funding/{template}.html",
        {"call": call, "form": form, "refusal": refusal} | context,
        status=status,
    )


def call_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    call = call_for(request.user, pk, may=Permission.FUND)
    form = CallForm(request.POST or None, call=call)

    def save(form: Any) -> object:
        revision = form.cleaned_data["revision"]
        return actions.edit_call(call=call, said=form.said(), revision=revision, by=request.user)

    return _edit(request, call, form, save, "call_edit")


def rules_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    call = call_for(request.user, pk, may=Permission.FUND)
    form = RulesForm(request.POST or None, call=call, regions=queries.region_names())

    def save(form: Any) -> object:
        revision = form.cleaned_data["revision"]
        return actions.set_rules(call=call, rules=form.rules(), revision=revision, by=request.user)

    return _edit(request, call, form, save, "rules_edit")


def limits_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    call = call_for(request.user, pk, may=Permission.FUND)
    form = LimitsForm(request.POST or None, request.FILES or None, call=call, regions=queries.region_names())

    def save(form: Any) -> object:
        said = form.cleaned_data
        return actions.set_limits(
            call=call,
            limits=form.limits(),
            index=said["index"],
            share_pct=said["share_pct"] or 0,
            revision=said["revision"],
            by=request.user,
            table=said["table"].read() if said["table"] else None,
        )

    return _edit(request, call, form, save, "limits_edit")


def settings_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    call = call_for(request.user, pk, may=Permission.FUND)
    form = SettingsForm(request.POST or None, call=call)

    def save(form: Any) -> object:
        revision = form.cleaned_data["revision"]
        return actions.set_settings(call=call, settings=form.settings(), revision=revision, by=request.user)

    return _edit(request, call, form, save, "settings_edit")


def _stage(request: SignedInRequest, pk: int, position: int) -> Stage:
    call = call_for(request.user, pk, may=Permission.FUND)
    stage = call.stages.filter(position=position).first()
    if stage is None:
        raise Http404
    stage.call = call
    return stage


def stage_edit(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    stage = _stage(request, pk, position)
    form = StageForm(request.POST or None, stage=stage)

    def save(form: Any) -> object:
        revision = form.cleaned_data["revision"]
        return actions.edit_stage(stage=stage, said=form.said(), revision=revision, by=request.user)

    return _edit(request, stage.call, form, save, "stage_edit", stage=stage)


@require_POST
def stage_create(request: SignedInRequest, pk: int) -> HttpResponse:
    call = call_for(request.user, pk, may=Permission.FUND)
    form = StageAddForm(request.POST)
    if not form.is_valid():
        return redirect("funding:call_show", call.pk)
    stage = actions.add_stage(call=call, kind=form.cleaned_data["kind"], by=request.user)
    return redirect("funding:stage_edit", call.pk, stage.position)


@require_POST
def stage_delete(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    call = actions.remove_stage(stage=_stage(request, pk, position), by=request.user)
    return redirect("funding:call_show", call.pk)


@require_POST
def call_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    call = actions.publish_call(call=call_for(request.user, pk), by=request.user)
    messages.success(request, _("The call is published: its page is open to everyone."))
    return redirect("funding:call_show", call.pk)
