"""What everyone may open, without an account: only what was published."""

from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from miqyas_web.reports import queries, science
from miqyas_web.reports.enums import ReportState
from miqyas_web.ui import languages

GONE = 410
KINDS: dict[str, tuple[Callable[..., Path], str]] = {
    "pdf": (science.pdf_of, "application/pdf"),
    "docx": (science.docx_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@login_not_required
@require_safe
def public_report_show(request: HttpRequest, address: str) -> HttpResponse:
    """A published report; a withdrawn one says why, and nothing else."""
    report = get_object_or_404(queries.public_reports(), address=address)
    with override(asked_language(request)):
        if report.state == ReportState.WITHDRAWN:
            return render(request, "reports/report_withdrawn.html", {"report": report}, status=GONE)
        document = science.document_in(report)
        context = {
            "report": report,
            "document": document,
            "note": science.note_for(document),
            "command": science.command_for(document),
            "verification": queries.reading_of_last_verification(report),
            "may_have_data": queries.may_have_data(report, request.user),
            "words": science.words(),
            "languages": languages.offered(),
            "here": languages.current().code,
        }
        return render(request, "reports/public_report_show.html", context)


@login_not_required
@require_safe
def figure_show(request: HttpRequest, address: str, key: str) -> HttpResponse:
    """Where one figure comes from, and how to compute it again."""
    report = get_object_or_404(queries.public_reports(), address=address)
    with override(asked_language(request)):
        if report.state == ReportState.WITHDRAWN:
            return render(request, "reports/report_withdrawn.html", {"report": report}, status=GONE)
        origin = science.origin_of(report, key)
        if origin is None:
            raise Http404
        context = {
            "report": report,
            "origin": origin,
            "verdict": queries.verdict_on(report, key),
            "words": science.words(),
            "here": languages.current().code,
        }
        return render(request, "reports/figure_show.html", context)


@login_not_required
@require_safe
def report_download(request: HttpRequest, address: str, kind: str) -> HttpResponseBase:
    """The report as a file: PDF, Word, its manifest; the archive with the data where it is shared."""
    report = get_object_or_404(queries.public_reports(), address=address, state=ReportState.PUBLISHED)
    name = f"{report.address}.{kind}"
    if kind == "json":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(science.manifest_bytes(report), content_type="application/json", headers=headers)
    if kind == "miqyas":
        if not queries.may_have_data(report, request.user):
            raise Http404
        return sent(science.archive_of(report), name, "application/zip")
    if kind not in KINDS:
        raise Http404
    make, content_type = KINDS[kind]
    language = asked_language(request)
    return sent(make(report, language), f"{report.address}-{language}.{kind}", content_type)


def asked_language(request: HttpRequest) -> str:
    """The language in the address, so that a link can be shared in one; else that of the page."""
    asked = request.GET.get("lang", "")
    offered = {language.code for language in languages.offered()}
    return asked if asked in offered else languages.current().code


def sent(path: Path, name: str, content_type: str) -> FileResponse:
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=content_type)
