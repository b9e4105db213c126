"""Files of every grant of a funder: at once, or prepared by a job; for its members, and in public where it is open."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import extracts as actions
from miqyas_web.funding.enums import ExtractForm
from miqyas_web.funding.models import Extract
from miqyas_web.funding.queries import portfolio as queries
from miqyas_web.funding.queries.extracts import extract_in, is_read_at_once


def portfolio_export(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    organisation, asked = queries.funder_for(request.user, pk), _form(form)
    return _answer(asked, actions.file_at_once(organisation=organisation, form=asked, is_public=False))


@login_not_required
def portfolio_open(_request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Public: the same files, without the name of an individual."""
    organisation, asked = queries.public_funder(pk), _form(form)
    if is_read_at_once(organisation):
        return _answer(asked, actions.file_at_once(organisation=organisation, form=asked, is_public=True))
    extract = actions.public_extract(organisation=organisation, form=asked)
    if not extract.sha256:
        raise Refused(_("This file is being prepared: come back in a minute."))
    return _kept(extract)


@require_POST
def extract_create(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = queries.funder_for(request.user, pk)
    form = _form(request.POST.get("form", ""))
    extract = actions.ask_extract(organisation=organisation, form=form, is_public=False, by=request.user)
    job = actions.job_under_way(extract)
    if job is not None and job.person_id == request.user.pk:
        return redirect("ui:job_show", job.pk)
    return redirect("funding:extract_show", pk, extract.pk)


def extract_show(request: SignedInRequest, pk: int, extract_pk: int) -> HttpResponse:
    organisation = queries.funder_for(request.user, pk)
    extract = extract_in(organisation, extract_pk)
    crumbs = [(_("Grants"), "/funding/grants/"), (organisation.name, f"/funding/portfolio/{pk}/")]
    context = {
        "organisation": organisation,
        "extract": extract,
        "is_under_way": actions.job_under_way(extract) is not None,
        "crumbs": [*crumbs, (extract.get_form_display(), "")],
    }
    return render(request, "funding/extract_show.html", context)


def extract_download(request: SignedInRequest, pk: int, extract_pk: int) -> HttpResponseBase:
    return _kept(extract_in(queries.funder_for(request.user, pk), extract_pk))


def _form(name: str) -> ExtractForm:
    if name not in ExtractForm.values:
        raise Http404
    return ExtractForm(name)


def _answer(form: ExtractForm, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{form.value}"'}
    return HttpResponse(content, content_type=form.media_type, headers=headers)


def _kept(extract: Extract) -> HttpResponseBase:
    """The file as it was made; preparing it again may just have replaced it."""
    form = ExtractForm(extract.form)
    try:
        file = actions.path_of(extract).open("rb")
    except FileNotFoundError as gone:
        raise Refused(_("This file is not there any more: have it prepared again.")) from gone
    return FileResponse(file, as_attachment=True, filename=form.value, content_type=form.media_type)
