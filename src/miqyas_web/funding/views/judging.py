"""Ranking and draw."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import lotteries, ranking, sharing
from miqyas_web.funding.forms.assigning import ShareOutForm
from miqyas_web.funding.forms.judging import AnnounceForm, DrawForm, RankingForm
from miqyas_web.funding.models import Call, Lottery, Stage
from miqyas_web.funding.queries import design
from miqyas_web.funding.queries import ranking as queries
from miqyas_web.funding.queries.access import call_for
from miqyas_web.funding.queries.stages import stage_read
from miqyas_web.funding.queries.weights import weighing_shown
from miqyas_web.funding.rules.scales import ShownCriterion, criteria_of
from miqyas_web.funding.rules.settings import settings_of
from miqyas_web.funding.views.assigning import reading_link
from miqyas_web.funding.views.reviewers import call_crumbs, title_of
from miqyas_web.initiatives.rules import writable


def _open(request: SignedInRequest, call_pk: int, here: str) -> tuple[Call, Stage | None, dict[str, Any]]:
    call = call_for(request.user, call_pk, may=Permission.FUND)
    stage = stage_read(call, request.GET.get("stage", ""))
    return call, stage, {"call": call, "stage": stage, "crumbs": call_crumbs(call, (here, ""))}


def _criteria(stage: Stage) -> list[ShownCriterion]:
    return criteria_of(stage.grid.content if stage.grid else {}, get_language() or "")


@require_POST
def assignment_share(request: SignedInRequest, call_pk: int) -> HttpResponse:
    call, stage, _context = _open(request, call_pk, "")
    form = ShareOutForm(request.POST)
    if stage is None or not form.is_valid():
        raise Refused(_("Write how many readings each file gets, from 2 to 20."))
    n = sharing.share_out(stage=stage, by=request.user, link_for=reading_link(request), **form.cleaned_data)
    messages.success(request, _("The files are shared out. New readings: %(n)s.") % {"n": n})
    return redirect(reverse("funding:design_show", args=[call.pk]))


@never_cache
def design_show(request: SignedInRequest, call_pk: int) -> HttpResponse:
    _call, stage, context = _open(request, call_pk, _("What the ranks will be able to say"))
    if stage is not None:
        context |= {"groups": design.links_of(stage), "foresight": design.foresight_of(stage)}
        context["top"] = design.usual_top(stage)
        context["most_chance_pct"] = settings_of(stage.call.settings).most_chance_pct
        # Files are shared out three times for it: only when asked.
        context["chances"] = design.chances_foreseen(stage) if "chances" in request.GET else None
    return render(request, "funding/design_show.html", context)


@never_cache
def ranking_show(request: SignedInRequest, call_pk: int) -> HttpResponse:
    _call, stage, context = _open(request, call_pk, _("Ranking"))
    if stage is None:
        return render(request, "funding/ranking_show.html", context)
    form = RankingForm(request.POST or None, initial={"top": design.usual_top(stage)})
    if form.is_valid():
        job = ranking.ask_ranking(stage=stage, by=request.user, **form.cleaned_data)
        return redirect("ui:job_show", job.pk)
    last = queries.last_ranking(stage)
    context |= {"form": form}
    if last is not None:
        context["shown"] = queries.ranking_shown(last, request.user, _criteria(stage))
        context["weighing"] = weighing_shown(context["shown"], request.GET.get("weights", ""))
        context["leniencies"] = queries.leniencies_for_secretariat(last)
        context["drawn"] = lotteries.group_drawn(last)
    return render(request, "funding/ranking_show.html", context, status=422 if form.errors else 200)


@never_cache
def ranking_export(request: SignedInRequest, call_pk: int) -> HttpResponse:
    _call, stage, _context = _open(request, call_pk, "")
    last = queries.last_ranking(stage) if stage else None
    if stage is None or last is None:
        raise Http404
    text = queries.ranking_csv(queries.ranking_shown(last, request.user, _criteria(stage)))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="ranking-{last.pk}.csv"'
    return answer


@never_cache
def lottery_list(request: SignedInRequest, call_pk: int) -> HttpResponse:
    call, stage, context = _open(request, call_pk, _("Draw"))
    last = queries.last_ranking(stage) if stage else None
    form = AnnounceForm(request.POST or None)
    if last is not None and form.is_valid():
        try:
            lotteries.announce_lottery(ranking=last, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The draw is announced; its list is sealed and public."))
            return redirect("funding:lottery_list", call.pk)
    references, places = lotteries.group_drawn(last) if last else ([], 0)
    context |= {
        "form": form, "last": last, "n_drawn": len(references), "places": places,
        "lotteries": call.lotteries.order_by("-announced_at"), "draw_form": DrawForm(),
    }  # fmt: skip
    return render(request, "funding/lottery_list.html", context, status=422 if form.errors else 200)


@require_POST
def lottery_draw(request: SignedInRequest, pk: int) -> HttpResponse:
    among = Lottery.objects.filter(call__in=Call.objects.visible_to(request.user))
    lottery = get_object_or_404(among, pk=pk)
    lotteries.draw_lottery(
        lottery=lottery, source_value=writable(request.POST.get("source_value", "")[:500]), by=request.user
    )
    messages.success(request, _("The draw is made. Anyone can make it again from the public page."))
    return redirect("funding:lottery_list", lottery.call_id)


@login_not_required
def lottery_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Public: anyone can draw it again."""
    call = get_object_or_404(Call.objects.public(), slug=slug)
    context = {
        "call": call,
        "title": title_of(call),
        "lotteries": call.lotteries.order_by("-announced_at"),
    }
    return render(request, "funding/lottery_read.html", context)
