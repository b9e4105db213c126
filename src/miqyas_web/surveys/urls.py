"""Pages of questionnaires and answers; ``by_key`` holds what phones and web links open without signing in."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from miqyas_web.surveys.views import bringing, questions, surveys, texts, versions

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    path("", surveys.survey_list, name="survey_list"),
    path("new/", surveys.survey_create, name="survey_create"),
    path("bring/", bringing.survey_bring, name="survey_bring"),
    path("<int:pk>/bring/", bringing.version_bring, name="version_bring"),
    path("<int:pk>/versions/<int:number>/files/", bringing.media_list, name="media_list"),
    path("<int:pk>/", surveys.survey_show, name="survey_show"),
    path("<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
    path("<int:pk>/versions/<int:number>/", versions.version_show, name="version_show"),
    path("<int:pk>/versions/<int:number>/publish/", versions.version_publish, name="version_publish"),
    path("<int:pk>/versions/<int:number>/move/", versions.version_move, name="version_move"),
    path("<int:pk>/versions/<int:number>/next/", versions.version_next, name="version_next"),
    path("<int:pk>/versions/<int:number>/languages/", texts.version_languages, name="version_languages"),
    path("<int:pk>/versions/<int:number>/languages/add/", texts.language_add, name="language_add"),
    path("<int:pk>/versions/<int:number>/marks/", texts.version_marks, name="version_marks"),
    path("<int:pk>/versions/<int:number>/changes/", texts.version_compare, name="version_compare"),
    re_path(
        r"^(?P<pk>\d+)/versions/(?P<number>\d+)/form\.(?P<kind>xlsx|xml)$",
        texts.version_download,
        name="version_download",
    ),
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
