"""Pages of questionnaires and answers; ``by_key`` holds what phones and web links open without signing in."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from miqyas_web.surveys.views import (
    bank,
    bringing,
    cleaning,
    collectors,
    imports,
    openrosa,
    programs,
    quality,
    questions,
    respondents,
    sheets,
    submissions,
    surveys,
    team,
    texts,
    versions,
    webforms,
    weblinks,
)

app_name = "surveys"

# ``fill`` what is published, ``try`` what is on trial: a service worker for each, in its own folder.
VERSION = "<int:pk>/fill/files/<str:sha256>/"
ANSWER = "<int:pk>/fill/correct/<int:submission_pk>/"

urlpatterns: list[URLPattern] = [
    path("", surveys.survey_list, name="survey_list"),
    path("new/", surveys.survey_create, name="survey_create"),
    path("bring/", bringing.survey_bring, name="survey_bring"),
    path("<int:pk>/bring/", bringing.version_bring, name="version_bring"),
    path("<int:pk>/versions/<int:number>/files/", bringing.media_list, name="media_list"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/new/", imports.import_create, name="import_create"),
    path("imports/sheet/", sheets.import_sheet, name="import_sheet"),
    path("imports/programs/", programs.import_program, name="import_program"),
    path("imports/programs/<int:pk>/close/", programs.import_program_close, name="import_program_close"),
    path("imports/<int:pk>/give-up/", sheets.import_discard, name="import_discard"),
    path("imports/<int:pk>/sheets/", sheets.import_arrange, name="import_arrange"),
    path("imports/<int:pk>/columns/", sheets.import_match, name="import_match"),
    path("imports/<int:pk>/", imports.import_show, name="import_show"),
    path("imports/<int:pk>/form/", imports.import_choose, name="import_choose"),
    path("imports/<int:pk>/run/", imports.import_run, name="import_run"),
    path("imports/<int:pk>/forget/", imports.import_forget, name="import_forget"),
    path("<int:pk>/imports/", imports.import_list, name="import_list"),
    path("phones/", collectors.collector_list, name="collector_list"),
    path("phones/new/", collectors.collector_create, name="collector_create"),
    path("phones/<int:collector_pk>/replace/", collectors.collector_replace, name="collector_replace"),
    path("phones/<int:collector_pk>/close/", collectors.collector_revoke, name="collector_revoke"),
    path("<int:pk>/phones/", collectors.collector_list, name="collector_list"),
    path("<int:pk>/", surveys.survey_show, name="survey_show"),
    path("<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
    path("<int:pk>/close/", surveys.survey_close, name="survey_close"),
    path("<int:pk>/answers/", submissions.submission_list, name="submission_list"),
    path("<int:pk>/answers/workbook/", submissions.submission_export, name="submission_export"),
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
    path("<int:pk>/versions/<int:number>/languages/", texts.version_languages, name="version_languages"),
    path("<int:pk>/versions/<int:number>/languages/add/", texts.language_add, name="language_add"),
    path("<int:pk>/versions/<int:number>/marks/", texts.version_marks, name="version_marks"),
    path("<int:pk>/versions/<int:number>/changes/", texts.version_compare, name="version_compare"),
    re_path(
        r"^(?P<pk>\d+)/versions/(?P<number>\d+)/form\.(?P<kind>xlsx|xml)$",
        texts.version_download,
        name="version_download",
    ),
    path("<int:pk>/versions/<int:number>/bank/", bank.question_bank, name="question_bank"),
    path("<int:pk>/versions/<int:number>/take/", bank.question_import, name="question_import"),
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
        path(
            f"{PROJECT}/surveys/<int:survey_pk>/answers",
            programs.program_answers,
            name="program_answers",
        ),
    ],
    "collect",
)
