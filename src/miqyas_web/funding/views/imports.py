"""An application written away from the platform: its form downloaded, a filled one read, previewed, accepted, undone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions import imports as actions
from miqyas_web.funding.forms.applications import ApplicationForm
from miqyas_web.funding.forms.imports import ImportAcceptForm, ImportForm, preview_of
from miqyas_web.funding.models import Application
from miqyas_web.funding.queries.access import application_of_applicant
from miqyas_web.funding.queries.paper import asked_of, names_of_regions, written_of
from miqyas_web.funding.science.paper import form_bytes, read_filled

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _frame(application: Application) -> dict[str, Any]:
    return {"application": application, "initiative": application.initiative, "step": "funding"}


def application_template(request: SignedInRequest, pk: int, extension: str) -> HttpResponse:
    """The form of the stage, with what stands in the draft, as Word or Excel."""
    application = application_of_applicant(request.user, pk, may=Permission.DESCRIBE)
    if extension not in TYPES or not application.stage.questions:
        raise Http404
    content = form_bytes(asked_of(application), written_of(application), extension)
    name = f"{application.call.slug}-{application.reference}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES[extension], headers=headers)


def application_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read a filled form and show what it would change; nothing is replaced here."""
    application = application_of_applicant(request.user, pk, may=Permission.DESCRIBE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent)
    context: dict[str, Any] = {**_frame(application), "form": form}
    if request.method == "POST" and form.is_valid():
        file, written = form.cleaned_data["file"], written_of(application)
        try:
            filled = read_filled(file, asked_of(application))
        except Refused as refused:
            context["refusal"] = refused
            return render(request, "funding/application_import.html", context, status=refused.status)
        preview = preview_of(application, filled, written, regions=names_of_regions(), name=file.name)
        accept = ImportAcceptForm(initial={"sealed": preview.sealed}, about=application.pk)
        context |= {"preview": preview, "accept": accept, "name": file.name}
    return render(request, "funding/application_import.html", context, status=422 if form.errors else 200)


@require_POST
def application_import_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what the preview showed."""
    application = application_of_applicant(request.user, pk, may=Permission.DESCRIBE)
    sent = ImportAcceptForm(request.POST, about=application.pk)
    if not sent.is_valid():
        raise Unfit(" ".join(sent.errors["sealed"]))
    held = sent.cleaned_data["sealed"]
    form = ApplicationForm(held["data"], application=application)
    if not form.is_valid():
        raise Unfit(_("This preview is no longer valid. Send the file again to see what it would change."))
    actions.import_application(
        application=application,
        said=form.said(),
        partners=held["partners"],
        name=held["name"],
        revision=held["revision"],
        by=request.user,
    )
    messages.success(
        request, _("The form is brought in. It is not sent, and you may undo it until you write again.")
    )
    return redirect("funding:application_show", pk)


@require_POST
def application_import_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk, may=Permission.DESCRIBE)
    actions.undo_import(application=application, by=request.user)
    messages.success(request, _("What stood before the form is back."))
    return redirect("funding:application_show", pk)
