"""Words side by side, marks of the questions, what changed since the version before, files to take away."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.queries import may_describe
from miqyas_web.surveys import exports
from miqyas_web.surveys.actions import texts as actions
from miqyas_web.surveys.forms.texts import LanguageForm, MarksForm, TextsForm
from miqyas_web.surveys.queries.bank import indicators_to_feed
from miqyas_web.surveys.queries.sights import compared_with, previous_of
from miqyas_web.surveys.queries.texts import LINES_BY_PAGE, text_lines
from miqyas_web.surveys.rules.definition import languages_of
from miqyas_web.surveys.rules.states import WRITABLE
from miqyas_web.surveys.views.surveys import sent
from miqyas_web.surveys.views.versions import about, seen_in, version_of


def version_languages(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number)
    languages, lines = languages_of(version.definition), text_lines(version)
    if request.GET.get("only") == "missing":
        lines = [line for line in lines if line.n_missing]
    page = Paginator(lines, LINES_BY_PAGE).get_page(request.GET.get("page"))
    form = TextsForm(sent(request), lines=page.object_list, languages=languages)
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_texts(version=version, words=form.said(), by=request.user, seen=seen_in(request))
        except Refused as refused:
            refusal = refused
        else:
            return redirect(f"{request.path}?page={page.number}")
    context = {
        **about(version),
        "form": form,
        "page": page,
        "languages": [
            (each, sum(not line.words[at] for line in text_lines(version)))
            for at, each in enumerate(languages)
        ],
        "language_form": LanguageForm(languages=languages),
        "may_write": version.state in WRITABLE and may_describe(request.user, version.survey.initiative),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "surveys/version_languages.html", context, status=status)


def language_add(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    form = LanguageForm(sent(request), languages=languages_of(version.definition))
    if form.is_valid():
        actions.add_language(version=version, language=form.cleaned_data["language"], by=request.user)
    return redirect("surveys:version_languages", initiative_pk, pk, number)


def version_marks(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    questions = version.questions.order_by("position")
    page = Paginator(questions, LINES_BY_PAGE).get_page(request.GET.get("page"))
    indicators = list(indicators_to_feed(version.survey.initiative))
    form = MarksForm(sent(request), questions=page.object_list, indicators=indicators)
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_questions(version=version, said=form.said(), by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            there = reverse("surveys:version_marks", args=[initiative_pk, pk, number])
            done = reverse("surveys:version_show", args=[initiative_pk, pk, number])
            return redirect(f"{there}?page={page.next_page_number()}" if page.has_next() else done)
    context = {**about(version), "form": form, "page": page, "refusal": refusal}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "surveys/version_marks.html", context, status=status)


def version_compare(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number)
    before = previous_of(version)
    if before is None:
        raise Http404
    context = {**about(version), "before": before, "changes": compared_with(version, before)}
    return render(request, "surveys/version_compare.html", context)


def version_download(
    request: HttpRequest, initiative_pk: int, pk: int, number: int, kind: str
) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number)
    content, media_type = exports.content_of(version, kind)
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{exports.file_name(version, kind)}"'
    return answer
