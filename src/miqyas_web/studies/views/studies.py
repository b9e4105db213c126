"""Studies: their list, their plan written and sealed, their estimation asked."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.studies import actions, queries
from miqyas_web.studies.enums import StudyState
from miqyas_web.studies.forms import AmendmentForm, StudyForm, SubjectForm, initial_of, proposed
from miqyas_web.studies.rules import can_move
from miqyas_web.studies.views.page import page_context, study_for

PER_PAGE = 25
# Each named in itself.
DOCUMENT_LANGUAGES = (("fr", "français"), ("ar", "العربية"), ("en", "English"))


def study_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    studies = queries.studies_visible_to(request.user, initiative=initiative)
    page = Paginator(studies, PER_PAGE).get_page(request.GET.get("page"))
    context = page_context(
        request,
        initiative,
        page=page,
        **queries.ready_to_study(initiative),
    )
    return render(request, "studies/study_list.html", context)


def study_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """First the link and the data (by GET), then the question and the columns (by POST)."""
    initiative = initiative_for(request.user, initiative_pk, may=Permission.STUDY)
    subject = SubjectForm(
        request.GET if "dataset" in request.GET else None, initiative=initiative, initial=request.GET
    )
    if not (subject.is_bound and subject.is_valid()):
        status = 422 if subject.errors else 200
        context = page_context(request, initiative, subject=subject, **queries.ready_to_study(initiative))
        return render(request, "studies/study_create.html", context, status=status)
    link, dataset = subject.cleaned_data["link"], subject.cleaned_data["dataset"]
    form = StudyForm(request.POST or None, link=link, dataset=dataset, initial=proposed(link, dataset))
    if request.method == "POST" and form.is_valid():
        try:
            study = actions.register_study(
                initiative=initiative, by=request.user, link=link, dataset=dataset, **form.plan_fields()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("studies:study_show", initiative.pk, study.pk)
    context = page_context(request, initiative, form=form, link=link, dataset=dataset)
    return render(request, "studies/study_create.html", context, status=422 if form.errors else 200)


def study_show(
    request: HttpRequest, initiative_pk: int, pk: int, refusal: Refused | None = None
) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    study = study_for(request, initiative, pk)
    plans = list(study.plans.all())
    context = page_context(
        request,
        initiative,
        study=study,
        plan=plans[0] if plans else None,
        amendments=queries.amendments_of(plans),
        columns=queries.columns_in_plan(study),
        document_languages=DOCUMENT_LANGUAGES,
        estimations=list(study.estimations.all()),
        may_seal=can_move(study.state, StudyState.SEALED),
        may_run=can_move(study.state, StudyState.ESTIMATED),
        refusal=refusal,
    )
    return render(request, "studies/study_show.html", context, status=refusal.status if refusal else 200)


def study_edit(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.STUDY)
    study = study_for(request, initiative, pk)
    kind = StudyForm if study.state == StudyState.DRAFT else AmendmentForm
    form = kind(request.POST or None, link=study.link, dataset=study.dataset, initial=initial_of(study))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_study(study=study, by=request.user, **form.plan_fields())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("studies:study_show", initiative.pk, study.pk)
    context = page_context(request, initiative, study=study, form=form)
    return render(request, "studies/study_edit.html", context, status=422 if form.errors else 200)


@require_POST
def study_seal(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    try:
        actions.seal_study(study=study_for(request, initiative, pk), by=request.user)
    except Refused as refusal:
        return study_show(request, initiative_pk, pk, refusal=refusal)
    return redirect("studies:study_show", initiative_pk, pk)


@require_POST
def study_run(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    try:
        job = actions.ask_estimation(study=study_for(request, initiative, pk), by=request.user)
    except Refused as refusal:
        return study_show(request, initiative_pk, pk, refusal=refusal)
    return redirect("ui:job_show", job.pk)
