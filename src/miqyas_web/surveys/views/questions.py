"""Questions of a version that is being written: one page to add or change, buttons to move and delete."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions import questions as actions
from miqyas_web.surveys.forms.asking import form_of, form_of_new
from miqyas_web.surveys.forms.questions import QuestionForm
from miqyas_web.surveys.models import FormVersion
from miqyas_web.surveys.queries.bank import indicators_to_feed
from miqyas_web.surveys.queries.known import known_in
from miqyas_web.surveys.queries.sights import ROWS_BY_PAGE
from miqyas_web.surveys.rules.kinds import KINDS, kind_name
from miqyas_web.surveys.rules.structure import Item, item_at, items_of
from miqyas_web.surveys.views.surveys import sent
from miqyas_web.surveys.views.versions import about, seen_in, shown, version_of


def question_create(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        raise Http404
    at = _number(request.GET.get("at"))
    form = form_of_new(sent(request), version, kind, indicators_to_feed(version.survey.initiative))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_question(
                version=version,
                said=form.said(),
                at=at,
                marks=form.marks(),
                by=request.user,
                seen=seen_in(request),
            )
        except Refused as refusal:
            return _form_page(request, version, form, kind, refusal=refusal)
        return _after(request, version, form.said().cells["name"])
    return _form_page(request, version, form, kind)


def question_edit(request: HttpRequest, initiative_pk: int, pk: int, number: int, index: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    item = _item(version, index)
    form = form_of(sent(request), version, item, indicators_to_feed(version.survey.initiative))
    if request.method == "POST" and form.is_valid():
        said = form.said()
        try:
            actions.edit_question(
                version=version,
                index=index,
                said=said,
                marks=form.marks(),
                by=request.user,
                seen=seen_in(request),
            )
        except Refused as refusal:
            return _form_page(request, version, form, item.kind, item=item, refusal=refusal)
        return _after(request, version, said.cells["name"])
    return _form_page(request, version, form, item.kind, item=item)


def _form_page(
    request: HttpRequest,
    version: FormVersion,
    form: QuestionForm,
    kind: str,
    *,
    item: Item | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    context = {
        **about(version),
        "form": form,
        "item": item,
        "kind": kind_name(kind),
        "values": sorted({name for each in known_in(version.definition) for name in each.choices.values()}),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "surveys/question_edit.html", context, status=status)


@require_POST
def question_move(request: HttpRequest, initiative_pk: int, pk: int, number: int, index: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    item = _item(version, index)
    try:
        actions.move_question(
            version=version,
            index=index,
            to=request.POST.get("to", ""),
            by=request.user,
            seen=seen_in(request),
        )
    except Refused as refusal:
        version.refresh_from_db()
        return shown(request, version, refusal=refusal, status=refusal.status)
    return _after(request, version, item.name)


@require_POST
def question_delete(
    request: HttpRequest, initiative_pk: int, pk: int, number: int, index: int
) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    try:
        actions.delete_question(
            version=version,
            index=index,
            with_content=request.POST.get("keep") != "content",
            by=request.user,
            seen=seen_in(request),
        )
    except Refused as refusal:
        version.refresh_from_db()
        return shown(request, version, refusal=refusal, status=refusal.status)
    return redirect("surveys:version_show", initiative_pk, pk, number)


def _after(request: HttpRequest, version: FormVersion, name: str) -> HttpResponse:
    """Back to the questionnaire, at the question; or to another choice of its list when more lines are asked."""
    version.refresh_from_db()
    survey = version.survey
    where = [survey.initiative_id, survey.pk, version.number]
    places = [item.index for item in _shown(version) if item.name == name]
    index = places[0] if places else 0
    if request.POST.get("then") == "more" and places:
        return redirect(reverse("surveys:question_edit", args=[*where, index]))
    page = 1 + [item.index for item in _shown(version)].index(index) // ROWS_BY_PAGE if places else 1
    address = reverse("surveys:version_show", args=where)
    return redirect(f"{address}?page={page}#row-{index}" if page > 1 else f"{address}#row-{index}")


def _shown(version: FormVersion) -> list[Item]:
    return [item for item in items_of(version.definition) if item.kind and not item.is_end]


def _item(version: FormVersion, index: int) -> Item:
    item = item_at(version.definition, index)
    if item is None:
        raise Http404
    return item


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isdecimal() else None
