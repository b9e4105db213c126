from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.reports import actions, queries, science
from miqyas_web.reports.enums import ReportState
from miqyas_web.reports.forms import ReportForm, first_values, values_of
from miqyas_web.reports.models import Report
from miqyas_web.ui import languages

PER_PAGE = 25


def page_context(request: HttpRequest, initiative: Initiative, **more: Any) -> dict[str, Any]:
    may_publish = Permission.PUBLISH in permissions_in(initiative.organisation, request.user)
    return {"initiative": initiative, "step": "reports", "may_publish": may_publish, **more}


def report_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    reports = queries.reports_visible_to(request.user, initiative=initiative).light()
    page = Paginator(reports, PER_PAGE).get_page(request.GET.get("page"))
    context = page_context(
        request,
        initiative,
        page=page,
        has_claims=queries.has_claims(initiative),
    )
    return render(request, "reports/report_list.html", context)


def report_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.PUBLISH)
    choices = queries.choices_for(request.user, initiative)
    form = ReportForm(
        request.POST or None, choices=choices, initial=first_values(choices, title=initiative.title)
    )
    if request.method == "POST" and form.is_valid():
        report = actions.create_report(initiative=initiative, by=request.user, **form.said())
        return redirect("reports:report_show", initiative.pk, report.pk)
    context = page_context(request, initiative, form=form)
    return render(request, "reports/report_create.html", context, status=422 if form.errors else 200)


def report_edit(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.PUBLISH)
    report = report_for(request, initiative, pk)
    form = ReportForm(
        request.POST or None, choices=queries.choices_for(request.user, initiative), initial=values_of(report)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_report(report=report, by=request.user, **form.said())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reports:report_show", initiative.pk, report.pk)
    context = page_context(request, initiative, form=form, report=report)
    return render(request, "reports/report_edit.html", context, status=422 if form.errors else 200)


def report_for(request: HttpRequest, initiative: Initiative, pk: int) -> Report:
    return get_object_or_404(queries.reports_visible_to(request.user, initiative=initiative), pk=pk)


def report_show(
    request: HttpRequest, initiative_pk: int, pk: int, refusal: Refused | None = None
) -> HttpResponse:
    """The draft as it would be published, or what was published, with the tools of members."""
    initiative = initiative_for(request.user, initiative_pk)
    report = report_for(request, initiative, pk)
    context = page_context(
        request,
        initiative,
        report=report,
        document=queries.document_for(report, request.user),
        is_draft=report.state == ReportState.DRAFT,
        is_published=report.state == ReportState.PUBLISHED,
        verification=queries.reading_of_last_verification(report),
        words=science.words(),
        languages=languages.offered(),
        here=languages.current().code,
        refusal=refusal,
    )
    return render(request, "reports/report_show.html", context, status=refusal.status if refusal else 200)


@require_POST
def report_publish(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    report = report_for(request, initiative, pk)
    try:
        actions.publish_report(
            report=report, by=request.user, site=request.build_absolute_uri("/").rstrip("/")
        )
    except Refused as refusal:
        return report_show(request, initiative_pk, pk, refusal=refusal)
    return redirect("reports:report_show", initiative_pk, pk)


@require_POST
def report_verify(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    try:
        job = actions.ask_verification(report=report_for(request, initiative, pk), by=request.user)
    except Refused as refusal:
        return report_show(request, initiative_pk, pk, refusal=refusal)
    return redirect("ui:job_show", job.pk)


@require_POST
def report_withdraw(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    report, reason = report_for(request, initiative, pk), request.POST.get("reason", "")[:2000]
    try:
        actions.withdraw_report(report=report, by=request.user, reason=reason)
    except Refused as refusal:
        return report_show(request, initiative_pk, pk, refusal=refusal)
    return redirect("reports:report_show", initiative_pk, pk)
