"""Taking stock: where each organisation is, the screens, the result, the comparison."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.adoption import actions, science
from miqyas_web.adoption.enums import Audience
from miqyas_web.adoption.forms import DimensionForm, StartForm
from miqyas_web.adoption.models import Diagnostic
from miqyas_web.adoption.queries import diagnostics, together
from miqyas_web.adoption.rules import Overtaken, audience_for, check_is_complete, check_is_open
from miqyas_web.adoption.science import documents, reading
from miqyas_web.foundation.errors import Refused

SAVED = "adoption/dimension_edit.html#saved"


def diagnostic_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "adoption/diagnostic_list.html", {"seats": diagnostics.seats_of(request.user)})


def diagnostic_create(request: SignedInRequest) -> HttpResponse:
    theirs = list(Organisation.objects.where(request.user, Permission.DESCRIBE).order_by("name"))
    form = StartForm(
        request.POST if request.method == "POST" else None,
        organisations=theirs,
        initial=_start(request, theirs),
    )
    if form.is_valid():
        diagnostic = actions.start_diagnostic(**form.cleaned_data, by=request.user)
        first = science.questionnaire_of(diagnostic).dimensions[0].key
        return redirect("adoption:dimension_edit", diagnostic.pk, first)
    context = {"form": form, "has_organisation": bool(theirs), "crumbs": [_home(), (_("Begin"), "")]}
    return render(request, "adoption/diagnostic_create.html", context, status=422 if form.errors else 200)


def _start(request: SignedInRequest, theirs: list[Organisation]) -> dict[str, Any]:
    """The organisation asked for, or the only one, with what it said the last time."""
    asked = request.GET.get("organisation", "")
    chosen = next((each for each in theirs if str(each.pk) == asked), theirs[0] if len(theirs) == 1 else None)
    if chosen is None:
        return {}
    last = chosen.diagnostics.order_by("-pk").first()
    if last is not None:
        return {"organisation": chosen, "audience": last.audience, "size": last.size, "region": last.region}
    return {"organisation": chosen, "audience": audience_for(chosen.kind)}


def diagnostic_show(request: SignedInRequest, pk: int, *, refusal: Refused | None = None) -> HttpResponse:
    diagnostic = _diagnostic(request, pk)
    context: dict[str, Any] = {
        "diagnostic": diagnostic,
        "may_answer": diagnostics.may_answer(diagnostic, request.user),
        "refusal": refusal,
        "crumbs": [_home(), (diagnostic.organisation.name, "")],
    }
    status = refusal.status if refusal else 200
    if diagnostic.is_open:
        answers = diagnostics.answers_of(diagnostic)
        screens = diagnostics.screens_of(diagnostic, answers)
        left = next((each for each in screens if each.status != "done"), None)
        context |= {"screens": screens, "left": left, "minutes": science.minutes(diagnostic)}
        return render(request, "adoption/diagnostic_open.html", context, status=status)
    context |= {"result": diagnostics.result_of(diagnostic), "peers": together.peers_of(diagnostic)}
    return render(request, "adoption/diagnostic_show.html", context, status=status)


def diagnostic_download(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    diagnostic = _diagnostic(request, pk)
    if kind not in documents.CONTENT_TYPES:
        raise Http404
    check_is_complete(diagnostic.state)
    made = documents.document_of(diagnostic, diagnostics.result_of(diagnostic), kind)
    name = f"diagnostic-{diagnostic.pk}-{science.page_language()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type=documents.CONTENT_TYPES[kind], headers=headers)


def dimension_edit(request: SignedInRequest, pk: int, dimension: str) -> HttpResponse:
    diagnostic = _diagnostic(request, pk)
    check_is_open(diagnostic.state)
    items = science.questionnaire_of(diagnostic).items_of(dimension)
    if not items:
        raise Http404
    answers = {answer.item: answer for answer in diagnostics.answers_of(diagnostic)}
    sent = request.POST if request.method == "POST" else None
    form = DimensionForm(sent, items=_touched(request, items), answers=answers)
    refusal = _keep(request, diagnostic, form) if sent is not None else None
    if request.htmx and sent is not None:
        return _saved(request, diagnostic, form, refusal)
    if sent is not None and not form.errors and refusal is None:
        return redirect(_next_screen(diagnostic, dimension))
    return _dimension_page(request, diagnostic, dimension, form, refusal)


def _touched(request: SignedInRequest, items: tuple[science.Item, ...]) -> tuple[science.Item, ...]:
    """The question just answered, when the page keeps it by itself: a proposal beside it is not an answer yet.

    htmx sends the whole form, and names the element that asked.
    """
    asked = (request.htmx.trigger or "").removeprefix("keep-") if request.htmx else ""
    return tuple(item for item in items if item.key == asked) or items


def _keep(request: SignedInRequest, diagnostic: Diagnostic, form: DimensionForm) -> Refused | None:
    """Keep every answer without fault; a colleague's answer given meanwhile is told, and shown."""
    form.is_valid()
    try:
        actions.answer_items(diagnostic=diagnostic, said=form.said(), by=request.user)
    except Overtaken as refusal:
        return refusal
    return None


def _saved(
    request: SignedInRequest, diagnostic: Diagnostic, form: DimensionForm, refusal: Refused | None
) -> HttpResponse:
    """What the page says of itself after each answer: kept, or what lacks; and the revisions now seen."""
    held = {answer.item: answer for answer in diagnostics.answers_of(diagnostic)}
    context = {
        "form": form,
        "refusal": refusal,
        "seen": [(f"seen_{item.key}", held[item.key].revision) for item in form.items],
        "is_sent": True,
    }
    return render(request, SAVED, context, status=409 if refusal else 422 if form.errors else 200)


def _dimension_page(
    request: SignedInRequest,
    diagnostic: Diagnostic,
    dimension: str,
    form: DimensionForm,
    refusal: Refused | None,
) -> HttpResponse:
    answers = diagnostics.answers_of(diagnostic)
    screens = diagnostics.screens_of(diagnostic, answers)
    place = next(place for place, each in enumerate(screens) if each.key == dimension)
    form.see(answers)
    context = {
        "diagnostic": diagnostic,
        "screen": screens[place],
        "number": place + 1,
        "n_screens": len(screens),
        "before": screens[place - 1] if place else None,
        "steps": diagnostics.step_items(diagnostic, screens),
        "form": form,
        "questions": form.questions(reading.found_sentence),
        "refusal": refusal,
        "may_answer": diagnostics.may_answer(diagnostic, request.user),
        "crumbs": [_home(), (diagnostic.organisation.name, _address(diagnostic)), (screens[place].name, "")],
    }
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "adoption/dimension_edit.html", context, status=status)


def _next_screen(diagnostic: Diagnostic, dimension: str) -> str:
    """The screen after this one; after the last, the page from which it is completed."""
    keys = [each.key for each in science.questionnaire_of(diagnostic).dimensions]
    place = keys.index(dimension) + 1
    if place == len(keys):
        return _address(diagnostic)
    return reverse("adoption:dimension_edit", args=[diagnostic.pk, keys[place]])


@require_POST
def diagnostic_complete(request: SignedInRequest, pk: int) -> HttpResponse:
    diagnostic = _diagnostic(request, pk)
    try:
        actions.complete_diagnostic(diagnostic=diagnostic, by=request.user)
    except Refused as refusal:
        return diagnostic_show(request, pk, refusal=refusal)
    return redirect("adoption:diagnostic_show", pk)


@require_POST
def diagnostic_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    diagnostic = _diagnostic(request, pk)
    try:
        actions.discard_diagnostic(diagnostic=diagnostic, by=request.user)
    except Refused as refusal:
        return diagnostic_show(request, pk, refusal=refusal)
    messages.success(request, _("The diagnostic was discarded, with its answers."))
    return redirect("adoption:diagnostic_list")


def history_show(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    context = {
        "organisation": organisation,
        "histories": diagnostics.histories_of(organisation),
        "crumbs": [_home(), (organisation.name, "")],
    }
    return render(request, "adoption/history_show.html", context)


def together_show(request: SignedInRequest) -> HttpResponse:
    """For everyone who is signed in: groups of at least ten, nobody's own."""
    asked = request.GET.get("audience", "")
    audience = asked if asked in Audience.values else Audience.INNOVATOR.value
    context = {
        "together": together.together(audience),
        "audiences": Audience.choices,
        "least": science.LEAST_MEMBERS,
        "crumbs": [_home(), (_("Together"), "")],
    }
    return render(request, "adoption/together_show.html", context)


def _diagnostic(request: SignedInRequest, pk: int) -> Diagnostic:
    return get_object_or_404(diagnostics.diagnostics_visible_to(request.user), pk=pk)


def _address(diagnostic: Diagnostic) -> str:
    return reverse("adoption:diagnostic_show", args=[diagnostic.pk])


def _home() -> tuple[str, str]:
    return (_("Diagnostic"), reverse("adoption:diagnostic_list"))
