"""Applications, on the side of those who apply."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import applications as actions
from miqyas_web.funding.enums import CallState, StageKind
from miqyas_web.funding.forms.applications import (
    ApplicationCreateForm,
    ApplicationForm,
    FileForm,
    PartnerForm,
)
from miqyas_web.funding.models import Application
from miqyas_web.funding.queries import applications as queries
from miqyas_web.funding.queries import facts
from miqyas_web.funding.queries.access import application_of_applicant
from miqyas_web.funding.queries.calls import public_call
from miqyas_web.funding.queries.drafts import saved_at
from miqyas_web.funding.queries.offers import carried_between
from miqyas_web.funding.queries.stage_answers import answers_told
from miqyas_web.indicators.evidence import path_of
from miqyas_web.initiatives.queries import initiative_for


def application_list(request: SignedInRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    context = {
        "initiative": initiative,
        "step": "funding",
        "applications": queries.applications_of(initiative),
    }
    return render(request, "funding/application_list.html", context)


def application_create(request: SignedInRequest, slug: str) -> HttpResponse:
    call = public_call(slug)
    initiatives = queries.initiatives_to_apply_with(request.user, call)
    form = ApplicationCreateForm(request.POST or None, initiatives=initiatives)
    if request.method == "POST" and form.is_valid():
        application = actions.create_application(
            call=call, initiative=form.cleaned_data["initiative"], by=request.user
        )
        return redirect("funding:application_edit", application.pk)
    context = {"call": call, "form": form, "has_any": initiatives.exists()}
    return render(request, "funding/application_create.html", context, status=422 if form.errors else 200)


def application_show(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk)
    parts = facts.parts_of(application.initiative)
    rights = permissions_in(application.initiative.organisation, request.user)
    context = {
        **_frame(application),
        "parts": parts,
        "missing": facts.missing_in(application, parts),
        "verdicts": facts.verdicts_on(application, parts),
        "answers": application.answers.get(str(application.stage.position), {}),
        "sealed": application.sealed_now,
        "told": answers_told(application),
        "interview": application.interviews.filter(stage=application.stage_id).first(),
        "offered": carried_between(application.offered_from, application)
        if application.offered_from
        else None,
        "is_writable": application.state in actions.EDITABLE
        and application.call.state == CallState.PUBLISHED
        and application.stage.kind != StageKind.INTERVIEW,
        "is_heard": application.stage.kind == StageKind.INTERVIEW,
        "partners": application.partners.order_by("pk"),
        "files": application.files.order_by("pk"),
        "may_describe": Permission.DESCRIBE in rights,
        "may_apply": Permission.APPLY in rights,
    }
    return render(request, "funding/application_show.html", context)


def _frame(application: Application) -> dict[str, Any]:
    return {"application": application, "initiative": application.initiative, "step": "funding"}


def application_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk, may=Permission.DESCRIBE)
    form, refusal = ApplicationForm(request.POST or None, application=application), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_application(
                application=application,
                said=form.said(),
                revision=form.cleaned_data["revision"],
                by=request.user,
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept. It is not sent yet."))
            return redirect("funding:application_show", application.pk)
    context = {**_frame(application), "form": form, "refusal": refusal, "saved": saved_at(application)}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "funding/application_edit.html", context, status=status)


@require_POST
def application_send(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk)
    actions.send_application(application=application, by=request.user)
    messages.success(
        request, _("Sent and sealed. You may send it again until the deadline: the last one counts.")
    )
    return redirect("funding:application_show", pk)


@require_POST
def application_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk)
    actions.withdraw_application(application=application, by=request.user)
    return redirect("funding:application_show", pk)


def partner_list(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk, may=Permission.DESCRIBE)
    form, refusal = PartnerForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_partner(
                application=application,
                name=said["name"],
                part=said["part"],
                organisation=form.organisation(),
                by=request.user,
            )
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:partner_list", pk)
    partners = application.partners.select_related("consented_by").order_by("pk")
    context = {**_frame(application), "form": form, "refusal": refusal, "partners": partners}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "funding/partner_list.html", context, status=status)


@require_POST
def partner_delete(request: SignedInRequest, pk: int, partner_pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk, may=Permission.DESCRIBE)
    partner = application.partners.filter(pk=partner_pk).first()
    if partner is None:
        raise Http404
    actions.remove_partner(partner=partner, by=request.user)
    return redirect("funding:partner_list", pk)


def partner_consent(request: SignedInRequest, pk: int) -> HttpResponse:
    partner = queries.partner_for(request.user, pk)
    if request.method == "POST":
        actions.consent_as_partner(partner=partner, by=request.user)
        messages.success(request, _("Your organisation agrees to apply."))
        return redirect("funding:partner_consent", pk)
    return render(request, "funding/partner_consent.html", {"partner": partner})


def file_list(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk, may=Permission.DESCRIBE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, refusal = FileForm(*sent), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_file(application=application, file=said["file"], label=said["label"], by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:file_list", pk)
    files = application.files.order_by("pk")
    context = {**_frame(application), "form": form, "refusal": refusal, "files": files}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "funding/file_list.html", context, status=status)


@require_POST
def file_delete(request: SignedInRequest, pk: int, file_pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk, may=Permission.DESCRIBE)
    file = application.files.filter(pk=file_pk).first()
    if file is None:
        raise Http404
    actions.remove_file(file=file, by=request.user)
    return redirect("funding:file_list", pk)


def file_download(request: SignedInRequest, pk: int, file_pk: int) -> FileResponse:
    application = application_of_applicant(request.user, pk)
    file = application.files.filter(pk=file_pk).first()
    if file is None:
        raise Http404
    return FileResponse(path_of(file.sha256).open("rb"), as_attachment=True, filename=file.name)
