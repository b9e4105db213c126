"""The letter as the applicant reads it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import answers as actions
from miqyas_web.funding.actions.appeals import file_appeal
from miqyas_web.funding.forms.appeals import AppealForm
from miqyas_web.funding.queries import decisions as queries
from miqyas_web.funding.queries.appeals import appeal_end


def letter_show(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = queries.letter_for(request.user, pk)
    form = AppealForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            appeal = file_appeal(letter=letter, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return redirect("funding:appeal_show", appeal.pk)
    if is_applicant := queries.is_applicant(request.user, letter):
        actions.read_letter(letter=letter, by=request.user)
    end = appeal_end(letter)
    context = {
        "letter": letter,
        "application": letter.outcome.application,
        "appeal": letter.outcome.appeals.first(),
        "form": form if is_applicant and clock.now() <= end else None,
        "end": end,
        "crumbs": [(str(letter.outcome.decision.call), ""), (_("The answer"), "")],
    }
    return render(request, "funding/letter_show.html", context, status=status)


FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def letter_download(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    letter = queries.letter_for(request.user, pk)
    if form not in FORMS:
        raise Http404
    if queries.is_applicant(request.user, letter):
        actions.read_letter(letter=letter, by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="{letter.outcome.application.reference}.{form}"'}
    return HttpResponse(queries.letter_document(letter, form), content_type=FORMS[form], headers=headers)
