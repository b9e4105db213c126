"""The bank of questions: those of the indicators, those of other questionnaires."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions import bank as actions
from miqyas_web.surveys.forms.bank import IndicatorQuestionForm, TakeForm
from miqyas_web.surveys.queries.bank import indicators_to_feed, others_of, questions_to_take
from miqyas_web.surveys.views.versions import about, seen_in, version_of


def question_bank(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    indicators = list(indicators_to_feed(version.survey.initiative))
    fed = set(version.questions.exclude(indicator=None).values_list("indicator_id", flat=True))
    refusal: Refused | None = None
    if request.method == "POST":
        indicator = next((each for each in indicators if str(each.pk) == request.POST.get("indicator")), None)
        if indicator is None:
            raise Http404
        form = IndicatorQuestionForm(request.POST, indicator=indicator)
        if form.is_valid():
            try:
                actions.ask_indicator(
                    version=version,
                    indicator=indicator,
                    kind=form.cleaned_data["kind"],
                    dimensions=form.cleaned_data.get("dimensions", []),
                    by=request.user,
                    seen=seen_in(request),
                )
            except Refused as refused:
                refusal = refused
            else:
                return redirect("surveys:version_show", initiative_pk, pk, number)
    rows = [(each, IndicatorQuestionForm(indicator=each), each.pk in fed) for each in indicators]
    context = {**about(version), "rows": rows, "refusal": refusal}
    return render(request, "surveys/question_bank.html", context, status=refusal.status if refusal else 200)


def question_import(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    others = others_of(version, request.user)
    chosen = next((each for each in others if str(each.survey_id) == request.GET.get("from")), None)
    form, refusal = None, None
    if chosen is not None:
        form = TakeForm(request.POST or None, other=chosen, questions=questions_to_take(chosen))
        if form.is_valid():
            try:
                actions.take_questions(
                    version=version,
                    other=chosen,
                    names=form.cleaned_data["names"],
                    by=request.user,
                    seen=seen_in(request),
                )
            except Refused as refused:
                refusal = refused
            else:
                return redirect("surveys:version_show", initiative_pk, pk, number)
    context = {**about(version), "others": others, "chosen": chosen, "form": form, "refusal": refusal}
    status = refusal.status if refusal else 422 if form and form.errors else 200
    return render(request, "surveys/question_import.html", context, status=status)
