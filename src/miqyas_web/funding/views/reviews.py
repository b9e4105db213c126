"""A reviewer's own pages: the list, the training, the review."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import reviews as actions
from miqyas_web.funding.actions.conflicts import report_conflict
from miqyas_web.funding.enums import AssignmentState
from miqyas_web.funding.forms.reviews import ChangeForm, ReviewForm, written
from miqyas_web.funding.models import Assignment
from miqyas_web.funding.queries import reading as queries
from miqyas_web.funding.queries.access import assignment_of_reviewer
from miqyas_web.funding.queries.discussions import discussions_for
from miqyas_web.funding.queries.files import ReadFile, earlier_read, facts_beside, file_read, reference_read
from miqyas_web.funding.queries.interviews import interviews_to_hear
from miqyas_web.funding.queries.ranking import own_leniency
from miqyas_web.funding.queries.readiness import is_ready
from miqyas_web.funding.queries.references import lessons_of
from miqyas_web.funding.queries.reviewers import reviewer_self
from miqyas_web.funding.queries.stages import stage_read
from miqyas_web.funding.refusals import ChangedElsewhere
from miqyas_web.funding.rules.scales import criteria_of
from miqyas_web.funding.rules.settings import settings_of
from miqyas_web.funding.views.reviewers import title_of
from miqyas_web.initiatives.rules import writable


@never_cache
def reviewing_show(request: SignedInRequest, pk: int) -> HttpResponse:
    reviewer = reviewer_self(request.user, pk)
    may_read = is_ready(reviewer)
    files = queries.files_of(reviewer, request.user) if may_read else []
    context = {
        "reviewer": reviewer,
        "title": title_of(reviewer.call),
        "files": files,
        "is_ready": may_read,
        "needs_training": settings_of(reviewer.call.settings).needs_training,
        "interviews": interviews_to_hear(reviewer) if may_read else [],
        "leniency": own_leniency(reviewer),
        "discussions": discussions_for(reviewer) if may_read else [],
    }
    return render(request, "funding/reviewing_show.html", context)


@never_cache
def reviewing_training(request: SignedInRequest, pk: int) -> HttpResponse:
    reviewer = reviewer_self(request.user, pk)
    if request.method == "POST":
        actions.end_training(reviewer=reviewer, by=request.user)
        return redirect("funding:reviewing_show", reviewer.pk)
    stage = stage_read(reviewer.call)
    criteria = criteria_of(stage.grid.content, get_language() or "") if stage and stage.grid else []
    context = {
        "reviewer": reviewer,
        "title": title_of(reviewer.call),
        "criteria": criteria,
        "lessons": lessons_of(reviewer),
    }
    return render(request, "funding/reviewing_training.html", context)


@never_cache
def review_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    assignment = assignment_of_reviewer(request.user, pk)
    reviewer = assignment.reviewer
    if not is_ready(reviewer):
        return redirect("funding:reviewing_show", reviewer.pk)
    page = _page(assignment)
    if assignment.state == AssignmentState.SENT:
        page |= queries.opinions_once_all_in(assignment, page["criteria"])
        return render(request, "funding/review_show.html", page)
    review = queries.review_of(assignment)
    kept = written(review.scores, review.opinion, review.revision) if review else {"seen": 0}
    form = ReviewForm(request.POST or None, initial=kept, criteria=page["criteria"])
    page |= {"form": form, "review": review, "rows": _rows(form, page)}
    if request.method == "POST" and form.is_valid():
        return _keep(request, assignment, form, page)
    return render(request, "funding/review_edit.html", page, status=422 if form.errors else 200)


def _page(assignment: Assignment) -> dict[str, Any]:
    """What is read: the file and the grid."""
    language = get_language() or ""
    grid = assignment.stage.grid
    return {
        "assignment": assignment,
        "before": queries.stages_before(assignment) if assignment.application_id else [],
        "reviewer": assignment.reviewer,
        "file": _file(assignment, language),
        "criteria": criteria_of(grid.content if grid else {}, language),
    }


def _file(assignment: Assignment, language: str) -> ReadFile | None:
    """The application as it was sealed, or the anchor that is none."""
    if assignment.reference_file is not None:
        return reference_read(assignment.reference_file, language)
    return file_read(assignment.application, assignment.stage, language)


def _rows(form: ReviewForm, page: dict[str, Any]) -> list[dict[str, Any]]:
    """Each criterion with its facts and its two fields."""
    return [
        {
            "criterion": each,
            "level": form[f"level-{each.key}"],
            "comment": form[f"comment-{each.key}"],
            "facts": facts_beside(each, page["file"]) if page["file"] else [],
        }
        for each in page["criteria"]
    ]


def _keep(
    request: SignedInRequest, assignment: Assignment, form: ReviewForm, page: dict[str, Any]
) -> HttpResponse:
    """Keep a draft, or send. A draft kept by htmx answers with its line alone."""
    is_sent, is_fragment = request.POST.get("do") == "send", request.headers.get("HX-Request") == "true"
    given = {
        "assignment": assignment,
        "scores": form.scores,
        "opinion": form.cleaned_data["opinion"],
        "seen": form.cleaned_data["seen"] or 0,
        "by": request.user,
    }
    try:
        if is_sent:
            actions.send_review(criteria=page["criteria"], **given)
        else:
            page["review"] = actions.keep_draft(**given)
    except Refused as refusal:
        if isinstance(refusal, ChangedElsewhere):
            page |= _other_window(assignment, form)
        else:
            form.add_error(None, str(refusal))
        page["refusal"] = refusal
        template = "funding/review_edit.html" + ("#kept" if is_fragment else "")
        return render(request, template, page, status=refusal.status)
    if is_fragment and not is_sent:
        page["seen"] = page["review"].revision
        return render(request, "funding/review_edit.html#kept", page)
    messages.success(
        request,
        _("Your review is sent.") if is_sent else _("The draft is kept."),
    )
    return redirect("funding:review_edit", assignment.pk)


def _other_window(assignment: Assignment, form: ReviewForm) -> dict[str, Any]:
    """What the other window kept, and the number that lets this one replace it."""
    review = queries.review_of(assignment)
    if review is None:
        return {}
    other = ReviewForm(
        initial=written(review.scores, review.opinion, review.revision), criteria=form.criteria
    )
    return {"seen": review.revision, "review": review, "other": other}


@never_cache
def review_earlier(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    """The same file at an earlier stage, and what this reader alone thought of it then."""
    assignment = assignment_of_reviewer(request.user, pk)
    if not is_ready(assignment.reviewer):
        return redirect("funding:reviewing_show", assignment.reviewer_id)
    before = next((each for each in queries.stages_before(assignment) if each.position == position), None)
    if before is None or assignment.application is None:
        raise Http404
    language = get_language() or ""
    review = queries.own_review_at(assignment, before)
    criteria = criteria_of(before.grid.content if before.grid else {}, language)
    context = {
        "assignment": assignment,
        "stage": before,
        "file": earlier_read(assignment.application, assignment.stage, before, language),
        "review": review,
        "levels": queries.own_levels(review, criteria) if review else [],
    }
    return render(request, "funding/review_earlier.html", context)


@never_cache
def review_change(request: SignedInRequest, pk: int) -> HttpResponse:
    assignment = assignment_of_reviewer(request.user, pk)
    review = queries.review_of(assignment)
    if review is None or assignment.state != AssignmentState.SENT:
        return redirect("funding:review_edit", assignment.pk)
    page = _page(assignment)
    kept = written(review.scores, review.opinion, review.revision)
    form = ChangeForm(request.POST or None, initial=kept, criteria=page["criteria"])
    if form.is_valid():
        sent = form.cleaned_data
        try:
            actions.change_review(
                review=review, criteria=page["criteria"], scores=form.scores, opinion=sent["opinion"],
                because=sent["because"], by=request.user,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The change is kept beside your first opinion."))
            return redirect("funding:review_edit", assignment.pk)
    page |= {"form": form, "rows": _rows(form, page)}
    return render(request, "funding/review_change.html", page, status=422 if form.errors else 200)


@require_POST
def review_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    assignment = assignment_of_reviewer(request.user, pk)
    actions.decline_assignment(
        assignment=assignment, because=writable(request.POST.get("because", "")[:2000]), by=request.user
    )
    messages.success(request, _("The file is given back to the secretariat."))
    return redirect("funding:reviewing_show", assignment.reviewer_id)


@require_POST
def review_recuse(request: SignedInRequest, pk: int) -> HttpResponse:
    assignment = assignment_of_reviewer(request.user, pk)
    if assignment.application is None:
        raise Refused(_("Nobody applies with this file: give it back if you cannot read it."))
    report_conflict(
        application=assignment.application,
        person=request.user,
        reason=writable(request.POST.get("because", "")[:2000]),
        by=request.user,
    )
    messages.success(request, _("Your tie is kept: this file is no longer shown to you."))
    return redirect("funding:reviewing_show", assignment.reviewer_id)
