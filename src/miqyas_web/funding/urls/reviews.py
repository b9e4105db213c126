"""Reviewers, conflicts, reviews, rankings, draws."""

from django.urls import path

from miqyas_web.funding.views import (
    assigning,
    conflicts,
    discussions,
    judging,
    references,
    reviewers,
    reviews,
)

CALL = "funding/calls/<int:call_pk>/"

urlpatterns = [
    path("reading/", conflicts.reviewing_list, name="reviewing_list"),
    path("reading/invitations/<str:token>/", reviewers.reviewer_accept, name="reviewer_accept"),
    path("reading/<int:pk>/ties/", conflicts.reviewing_declare, name="reviewing_declare"),
    path("reading/<int:pk>/", reviews.reviewing_show, name="reviewing_show"),
    path("reading/<int:pk>/training/", reviews.reviewing_training, name="reviewing_training"),
    path("reading/<int:pk>/training/<int:file_pk>/", references.training_read, name="training_read"),
    path(f"{CALL}reference-files/", references.reference_list, name="reference_list"),
    path(f"{CALL}reference-files/new/", references.reference_create, name="reference_create"),
    path(f"{CALL}reference-files/<int:pk>/", references.reference_edit, name="reference_edit"),
    path(f"{CALL}reference-files/<int:pk>/retire/", references.reference_retire, name="reference_retire"),
    path("reading/files/<int:pk>/", reviews.review_edit, name="review_edit"),
    path("reading/files/<int:pk>/earlier/<int:position>/", reviews.review_earlier, name="review_earlier"),
    path("reading/files/<int:pk>/change/", reviews.review_change, name="review_change"),
    path("reading/files/<int:pk>/give-back/", reviews.review_decline, name="review_decline"),
    path("reading/files/<int:pk>/tie/", reviews.review_recuse, name="review_recuse"),
    path("reading/<int:pk>/leave/", conflicts.reviewing_leave, name="reviewing_leave"),
    path("reading/conflicts/<int:pk>/contest/", conflicts.conflict_contest, name="conflict_contest"),
    path(f"{CALL}reading/", assigning.review_progress, name="review_progress"),
    path(f"{CALL}assignment/", assigning.assignment_list, name="assignment_list"),
    path(f"{CALL}assignment/share/", judging.assignment_share, name="assignment_share"),
    path(f"{CALL}reading/<int:pk>/one-more/", assigning.reader_add, name="reader_add"),
    path(f"{CALL}design/", judging.design_show, name="design_show"),
    path(f"{CALL}ranking/", judging.ranking_show, name="ranking_show"),
    path(f"{CALL}ranking/export/", judging.ranking_export, name="ranking_export"),
    path(f"{CALL}discussion/", discussions.discussion_list, name="discussion_list"),
    path(f"{CALL}discussion/<int:pk>/", discussions.discussion_show, name="discussion_show"),
    path(f"{CALL}discussion/minutes.<str:kind>", discussions.minutes_download, name="minutes_download"),
    path(f"{CALL}draw/", judging.lottery_list, name="lottery_list"),
    path("funding/draws/<int:pk>/", judging.lottery_draw, name="lottery_draw"),
    path("calls/<slug:slug>/draw/", judging.lottery_read, name="lottery_read"),
    path("funding/assignments/<int:pk>/take-back/", assigning.assignment_release, name="assignment_release"),
    path("funding/reviewers/<int:pk>/remind/", assigning.reviewer_remind, name="reviewer_remind"),
    path(f"{CALL}reviewers/", reviewers.reviewer_list, name="reviewer_list"),
    path(f"{CALL}conflicts/", conflicts.conflict_list, name="conflict_list"),
    path(f"{CALL}conflicts/find/", conflicts.conflict_find, name="conflict_find"),
    path("funding/conflicts/<int:pk>/", conflicts.conflict_settle, name="conflict_settle"),
    path("funding/reviewers/<int:pk>/", reviewers.reviewer_edit, name="reviewer_edit"),
    path("funding/reviewers/<int:pk>/leave/", reviewers.reviewer_leave, name="reviewer_leave"),
    path(
        "funding/reviewers/invitations/<int:pk>/withdraw/",
        reviewers.reviewer_uninvite,
        name="reviewer_uninvite",
    ),
]
