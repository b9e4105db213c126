"""Pages of questionnaires and answers; ``by_key`` holds what phones and web links open without signing in."""

from django.urls import path
from django.urls.resolvers import URLPattern

from miqyas_web.surveys.views import surveys

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    path("", surveys.survey_list, name="survey_list"),
    path("new/", surveys.survey_create, name="survey_create"),
    path("<int:pk>/", surveys.survey_show, name="survey_show"),
    path("<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
]

by_key: tuple[list[URLPattern], str] = ([], "collect")
