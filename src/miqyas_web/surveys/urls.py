"""Pages of questionnaires and answers; ``by_key`` holds what phones and web links open without signing in."""

from django.urls import path
from django.urls.resolvers import URLPattern

from miqyas_web.surveys.views import (
    cleaning,
    quality,
    questions,
    respondents,
    submissions,
    surveys,
    team,
    versions,
)

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    path("", surveys.survey_list, name="survey_list"),
    path("new/", surveys.survey_create, name="survey_create"),
    path("<int:pk>/", surveys.survey_show, name="survey_show"),
    path("<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
    path("<int:pk>/answers/", submissions.submission_list, name="submission_list"),
    path("<int:pk>/answers/<int:answer_pk>/", submissions.submission_show, name="submission_show"),
    path(
        "<int:pk>/answers/<int:answer_pk>/withdraw/",
        submissions.submission_withdraw,
        name="submission_withdraw",
    ),
    path(
        "<int:pk>/answers/<int:answer_pk>/files/<int:file_pk>/",
        submissions.attachment_download,
        name="attachment_download",
    ),
    path("<int:pk>/quality/", quality.quality_show, name="quality_show"),
    path("<int:pk>/quality/look/", quality.quality_look, name="quality_look"),
    path("<int:pk>/quality/settings/", quality.quality_edit, name="quality_edit"),
    path("<int:pk>/quality/alerts/", quality.alert_list, name="alert_list"),
    path("<int:pk>/quality/alerts/move/", quality.alert_move, name="alert_move"),
    path("<int:pk>/team/", team.team_show, name="team_show"),
    path("<int:pk>/team/quotas/<int:quota_pk>/remove/", team.quota_remove, name="quota_remove"),
    path(
        "<int:pk>/team/assignments/<int:assignment_pk>/remove/",
        team.assignment_remove,
        name="assignment_remove",
    ),
    path("<int:pk>/people/", respondents.respondent_list, name="respondent_list"),
    path("<int:pk>/people/link/", respondents.respondent_link, name="respondent_link"),
    path(
        "<int:pk>/people/<int:respondent_pk>/hand-over/",
        respondents.respondent_export,
        name="respondent_export",
    ),
    path("<int:pk>/people/<int:respondent_pk>/erase/", respondents.respondent_erase, name="respondent_erase"),
    path("<int:pk>/cleaning/", cleaning.step_list, name="step_list"),
    path("<int:pk>/cleaning/new/", cleaning.step_create, name="step_create"),
    path("<int:pk>/cleaning/script.json", cleaning.step_export, name="step_export"),
    path("<int:pk>/cleaning/<int:step_pk>/take-back/", cleaning.step_take_back, name="step_take_back"),
    path("<int:pk>/versions/<int:number>/", versions.version_show, name="version_show"),
    path("<int:pk>/versions/<int:number>/publish/", versions.version_publish, name="version_publish"),
    path("<int:pk>/versions/<int:number>/move/", versions.version_move, name="version_move"),
    path("<int:pk>/versions/<int:number>/next/", versions.version_next, name="version_next"),
    path("<int:pk>/versions/<int:number>/undo/", versions.version_undo, name="version_undo"),
    path("<int:pk>/versions/<int:number>/questions/new/", questions.question_create, name="question_create"),
    path(
        "<int:pk>/versions/<int:number>/questions/<int:index>/", questions.question_edit, name="question_edit"
    ),
    path(
        "<int:pk>/versions/<int:number>/questions/<int:index>/move/",
        questions.question_move,
        name="question_move",
    ),
    path(
        "<int:pk>/versions/<int:number>/questions/<int:index>/delete/",
        questions.question_delete,
        name="question_delete",
    ),
]

by_key: tuple[list[URLPattern], str] = ([], "collect")
