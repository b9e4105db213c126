"""Pages of questionnaires and answers; ``by_key`` holds what phones and web links open without signing in."""

from django.urls import path
from django.urls.resolvers import URLPattern

from miqyas_web.surveys.views import imports, programs, sheets, surveys

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    path("", surveys.survey_list, name="survey_list"),
    path("new/", surveys.survey_create, name="survey_create"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/new/", imports.import_create, name="import_create"),
    path("imports/sheet/", sheets.import_sheet, name="import_sheet"),
    path("imports/programs/", programs.import_program, name="import_program"),
    path("imports/programs/<int:pk>/close/", programs.import_program_close, name="import_program_close"),
    path("imports/<int:pk>/columns/", sheets.import_match, name="import_match"),
    path("imports/<int:pk>/", imports.import_show, name="import_show"),
    path("imports/<int:pk>/form/", imports.import_choose, name="import_choose"),
    path("imports/<int:pk>/run/", imports.import_run, name="import_run"),
    path("imports/<int:pk>/forget/", imports.import_forget, name="import_forget"),
    path("<int:pk>/imports/", imports.import_list, name="import_list"),
    path("<int:pk>/", surveys.survey_show, name="survey_show"),
    path("<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
]

by_key: tuple[list[URLPattern], str] = (
    [
        path(
            "projects/<int:initiative_pk>/surveys/<int:survey_pk>/answers",
            programs.program_answers,
            name="program_answers",
        ),
    ],
    "collect",
)
