"""A grant for both sides: its list, its page, its milestones, its reports, its payments."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import grants as actions
from miqyas_web.funding.actions import payments, reports
from miqyas_web.funding.forms.grants import (
    AnswerForm,
    MilestoneForm,
    PaidForm,
    ReportForm,
    TermsForm,
    WithoutFigureForm,
)
from miqyas_web.funding.models import Grant, GrantReport, Milestone, Outcome, Payment
from miqyas_web.funding.parts import parts_of
from miqyas_web.funding.queries import grants as queries
from miqyas_web.funding.queries.decisions import decision_for
from miqyas_web.funding.queries.extracts import MOST_AT_ONCE
from miqyas_web.funding.queries.own_places import own_places
from miqyas_web.funding.queries.portfolio import funders_of
from miqyas_web.funding.science.open_data import giving_text
from miqyas_web.indicators.models import Measurement
from miqyas_web.ui.requests import wants_fragment


def grant_list(request: SignedInRequest) -> HttpResponse:
    page = queries.grants_of(request.user, page=request.GET.get("page", "1"))
    context = {
        "page": page,
        "grants": page.object_list,
        "funders": funders_of(request.user),
        "own": own_places(request.user),
    }
    return render(request, "funding/grant_list.html", context)


def grant_export(request: SignedInRequest) -> HttpResponse:
    grants = queries.grants_to_publish(request.user, most=MOST_AT_ONCE)
    if not grants:
        raise Refused(_("No grant is agreed by both yet: there is nothing to publish."))
    if len(grants) > MOST_AT_ONCE:
        raise Refused(
            _("More than %(most)s grants: ask for the file on the page of the portfolio, a job prepares it.")
            % {"most": MOST_AT_ONCE}
        )
    headers = {"Content-Disposition": 'attachment; filename="360giving.json"'}
    return HttpResponse(giving_text(grants), content_type="application/json; charset=utf-8", headers=headers)


@require_POST
def grant_create(request: SignedInRequest, outcome_pk: int) -> HttpResponse:
    outcome = get_object_or_404(Outcome, pk=outcome_pk)
    decision_for(request.user, outcome.decision_id, may=Permission.FUND)
    return redirect("funding:grant_show", actions.create_grant(outcome=outcome, by=request.user).pk)


def grant_show(request: SignedInRequest, pk: int, *, refusal: Refused | None = None) -> HttpResponse:
    grant = queries.grant_for(request.user, pk)
    context = {
        "grant": grant,
        "shown": queries.shown_grant(grant, request.user),
        "refusal": refusal,
        "terms": TermsForm(initial={name: getattr(grant, name) for name in TermsForm.base_fields}),
        "parts": parts_of("grant_parts", grant, request.user),
        "answer": AnswerForm(),
        "paid": PaidForm(),
        "decided": WithoutFigureForm(),
        "crumbs": [(_("Grants"), "/funding/grants/"), (grant.reference, "")],
    }
    return render(request, "funding/grant_show.html", context, status=refusal.status if refusal else 200)


@require_POST
def grant_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    grant, form = queries.grant_for(request.user, pk), TermsForm(request.POST)
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        return grant_show(request, pk, refusal=_unfit(str(first)))
    return _done(
        request, pk, lambda: actions.edit_terms(grant=grant, terms=form.cleaned_data, by=request.user)
    )


@require_POST
def grant_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = queries.grant_for(request.user, pk)
    return _done(request, pk, lambda: actions.agree(grant=grant, by=request.user))


def milestone_create(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = queries.grant_for(request.user, pk)
    sent = request.POST if request.method == "POST" else request.GET or None
    form = MilestoneForm(sent, grant=grant)
    context: dict[str, Any] = {"grant": grant, "form": form, "rates": None}
    if form.is_valid():
        try:
            if request.method == "POST":
                actions.add_milestone(grant=grant, said=form.said(), by=request.user)
                return redirect("funding:grant_show", pk)
            context["rates"] = _rates(grant, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context["crumbs"] = [
        (_("Grants"), "/funding/grants/"),
        (grant.reference, f"/funding/grants/{pk}/"),
        (_("Milestone"), ""),
    ]
    part = "#rates" if wants_fragment(request) else ""
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "funding/milestone_create.html" + part, context, status=status)


def _rates(grant: Grant, form: MilestoneForm) -> Any:
    milestone = Milestone(grant=grant, position=0, **form.said())
    actions.check_promise(milestone)
    return queries.rates_for(milestone, milestone.indicator)


@require_POST
def milestone_remove(request: SignedInRequest, pk: int, milestone_pk: int) -> HttpResponse:
    grant = queries.grant_for(request.user, pk)
    milestone = get_object_or_404(grant.milestones.select_related("grant"), pk=milestone_pk)
    return _done(request, pk, lambda: actions.remove_milestone(milestone=milestone, by=request.user))


def report_edit(request: SignedInRequest, pk: int, report_pk: int) -> HttpResponse:
    grant = queries.grant_for(request.user, pk)
    report = _report(grant, report_pk)
    form = ReportForm(request.POST or None, report=report)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            reports.send_report(report=report, answers=form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return redirect("funding:grant_show", pk)
    crumbs = [
        (_("Grants"), "/funding/grants/"),
        (grant.reference, f"/funding/grants/{pk}/"),
        (_("Report"), ""),
    ]
    context = {
        "grant": grant,
        "report": report,
        "form": form,
        "crumbs": crumbs,
        "sides": queries.sides_of(request.user, grant),
        "answer": AnswerForm(),
    }
    return render(request, "funding/report_edit.html", context, status=status)


@require_POST
def report_answer(request: SignedInRequest, pk: int, report_pk: int) -> HttpResponse:
    report = _report(queries.grant_for(request.user, pk), report_pk)
    is_accepted, said = "accept" in request.POST, request.POST.get("answer", "")
    return _done(
        request,
        pk,
        lambda: reports.answer_report(report=report, is_accepted=is_accepted, answer=said, by=request.user),
    )


@require_POST
def payment_propose(request: SignedInRequest, pk: int, milestone_pk: int) -> HttpResponse:
    grant = queries.grant_for(request.user, pk)
    milestone = get_object_or_404(grant.milestones, pk=milestone_pk)
    asked = request.POST.get("measurement", "")
    measurement = (
        get_object_or_404(Measurement, pk=asked, indicator=milestone.indicator_id)
        if asked.isdigit()
        else None
    )
    said = request.POST.get("answer", "")
    return _done(
        request,
        pk,
        lambda: payments.propose_payment(
            milestone=milestone, measurement=measurement, reason=said, by=request.user
        ),
    )


@require_POST
def payment_decide(request: SignedInRequest, pk: int, milestone_pk: int) -> HttpResponse:
    """An amount proposed where no figure can be read."""
    grant, form = queries.grant_for(request.user, pk), WithoutFigureForm(request.POST)
    milestone = get_object_or_404(grant.milestones, pk=milestone_pk)
    if not form.is_valid():
        return grant_show(request, pk, refusal=_unfit(str(next(iter(form.errors.values()))[0])))
    said = form.cleaned_data
    return _done(
        request,
        pk,
        lambda: payments.propose_without_figure(
            milestone=milestone, amount_mad=said["amount_mad"], reason=said["answer"], by=request.user
        ),
    )


@require_POST
def payment_settle(request: SignedInRequest, pk: int, payment_pk: int) -> HttpResponse:
    payment = _payment(request, pk, payment_pk)
    is_approved, said = "approve" in request.POST, request.POST.get("answer", "")
    return _done(
        request,
        pk,
        lambda: payments.settle_payment(
            payment=payment, is_approved=is_approved, reason=said, by=request.user
        ),
    )


@require_POST
def payment_pay(request: SignedInRequest, pk: int, payment_pk: int) -> HttpResponse:
    payment, form = _payment(request, pk, payment_pk), PaidForm(request.POST)
    if not form.is_valid():
        return grant_show(request, pk, refusal=_unfit(str(next(iter(form.errors.values()))[0])))
    return _done(request, pk, lambda: payments.pay(payment=payment, **form.cleaned_data, by=request.user))


def _payment(request: SignedInRequest, pk: int, payment_pk: int) -> Payment:
    found: Payment = get_object_or_404(queries.grant_for(request.user, pk).payments, pk=payment_pk)
    return found


def _report(grant: Grant, pk: int) -> GrantReport:
    report = grant.reports.select_related("grant", "milestone").filter(pk=pk).first()
    if report is None:
        raise Http404
    return report


def _done(request: SignedInRequest, pk: int, act: Any) -> HttpResponse:
    """Act, then show the grant; a refusal is said on its page."""
    try:
        act()
    except Refused as refusal:
        return grant_show(request, pk, refusal=refusal)
    return redirect("funding:grant_show", pk)


def _unfit(sentence: str) -> Refused:
    refusal = Refused(sentence)
    refusal.status = 422
    return refusal
