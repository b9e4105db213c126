"""Pages of questionnaires and answers; ``by_key`` holds what phones and web links open without signing in."""

from django.urls import path
from django.urls.resolvers import URLPattern

from miqyas_web.surveys.views import openrosa, surveys, webforms, weblinks

app_name = "surveys"

# ``fill`` what is published, ``try`` what is on trial: a service worker for each, in its own folder.
VERSION = "<int:pk>/fill/files/<str:sha256>/"
ANSWER = "<int:pk>/fill/correct/<int:submission_pk>/"

urlpatterns: list[URLPattern] = [
    path("", surveys.survey_list, name="survey_list"),
    path("new/", surveys.survey_create, name="survey_create"),
    path("<int:pk>/", surveys.survey_show, name="survey_show"),
    path("<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
    path("<int:pk>/fill/", webforms.form_fill, name="form_fill"),
    path("<int:pk>/fill/worker.js", webforms.form_worker, name="form_worker"),
    path("<int:pk>/fill/send/", webforms.submission_send, name="submission_send"),
    path("<int:pk>/try/", webforms.form_try, name="form_try"),
    path("<int:pk>/try/worker.js", webforms.trial_worker, name="trial_worker"),
    path("<int:pk>/try/send/", webforms.submission_try, name="submission_try"),
    path(f"{VERSION}form.xml", webforms.form_xform, name="form_xform"),
    path(f"{VERSION}media/<str:name>", webforms.form_media, name="form_media"),
    path(ANSWER, webforms.form_correct, name="form_correct"),
    path(f"{ANSWER}answer.xml", webforms.form_answer, name="form_answer"),
    path(f"{ANSWER}files/<str:name>", webforms.form_answer_file, name="form_answer_file"),
]

# No final slash: a phone adds these words to the address it was given, and follows no redirection.
PROJECT = "projects/<int:initiative_pk>"
FORM = f"{PROJECT}/forms/<int:survey_pk>"
LINK = "forms/<int:survey_pk>/"

by_key: tuple[list[URLPattern], str] = (
    [
        path(f"{PROJECT}/formList", openrosa.form_list, name="form_list"),
        path(f"{PROJECT}/submission", openrosa.submission, name="submission"),
        path(f"{FORM}/form.xml", openrosa.form_newest, name="form_newest"),
        path(f"{FORM}/<int:number>/form.xml", openrosa.form_download, name="form_download"),
        path(f"{FORM}/<int:number>/manifest", openrosa.form_manifest, name="form_manifest"),
        path(f"{FORM}/<int:number>/media/<str:name>", openrosa.form_media, name="form_media"),
        path(LINK, weblinks.link_fill, name="link_fill"),
        path(f"{LINK}worker.js", weblinks.link_worker, name="link_worker"),
        path(f"{LINK}files/<str:sha256>/form.xml", weblinks.link_xform, name="link_xform"),
        path(f"{LINK}files/<str:sha256>/media/<str:name>", weblinks.link_media, name="link_media"),
    ],
    "collect",
)
