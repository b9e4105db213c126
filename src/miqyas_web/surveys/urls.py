"""Pages of questionnaires and answers; ``by_key`` holds what phones and web links open without signing in."""

from django.urls import path
from django.urls.resolvers import URLPattern

from miqyas_web.surveys.views import surveys
from miqyas_web.surveys.views import openrosa

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    path("", surveys.survey_list, name="survey_list"),
    path("new/", surveys.survey_create, name="survey_create"),
    path("<int:pk>/", surveys.survey_show, name="survey_show"),
    path("<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
]

# No final slash: a phone adds these words to the address it was given, and follows no redirection.
PROJECT = "projects/<int:initiative_pk>"
FORM = f"{PROJECT}/forms/<int:survey_pk>"

by_key: tuple[list[URLPattern], str] = (
    [
        path(f"{PROJECT}/formList", openrosa.form_list, name="form_list"),
        path(f"{PROJECT}/submission", openrosa.submission, name="submission"),
        path(f"{FORM}/form.xml", openrosa.form_newest, name="form_newest"),
        path(f"{FORM}/<int:number>/form.xml", openrosa.form_download, name="form_download"),
        path(f"{FORM}/<int:number>/manifest", openrosa.form_manifest, name="form_manifest"),
        path(f"{FORM}/<int:number>/media/<str:name>", openrosa.form_media, name="form_media"),
    ],
    "collect",
)
