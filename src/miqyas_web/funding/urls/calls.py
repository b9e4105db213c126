"""Grids, calls and applications: from the draft of a call to what was sent."""

from django.urls import URLPattern, path

from miqyas_web.funding.views import (
    applications,
    calls,
    drafts,
    grids,
    imports,
    interviews,
    notices,
    offers,
    public_calls,
    received,
    stage_answers,
)

urlpatterns: list[URLPattern] = [
    path("calls/", public_calls.call_list, name="call_list"),
    path("calls/<slug:slug>/", public_calls.call_read, name="call_read"),
    path("calls/<slug:slug>/check/", public_calls.call_check, name="call_check"),
    path("funding/calls/", calls.own_call_list, name="own_call_list"),
    path("funding/calls/new/", calls.call_create, name="call_create"),
    path("funding/calls/<int:pk>/", calls.call_show, name="call_show"),
    path("funding/calls/<int:pk>/edit/", calls.call_edit, name="call_edit"),
    path("funding/calls/<int:pk>/rules/", calls.rules_edit, name="rules_edit"),
    path("funding/calls/<int:pk>/limits/", calls.limits_edit, name="limits_edit"),
    path("funding/calls/<int:pk>/settings/", calls.settings_edit, name="settings_edit"),
    path("funding/calls/<int:pk>/stages/new/", calls.stage_create, name="stage_create"),
    path("funding/calls/<int:pk>/stages/<int:position>/", calls.stage_edit, name="stage_edit"),
    path("funding/calls/<int:pk>/stages/<int:position>/delete/", calls.stage_delete, name="stage_delete"),
    path("funding/calls/<int:pk>/publish/", calls.call_publish, name="call_publish"),
    path("funding/calls/<int:pk>/withdraw/", notices.call_withdraw, name="call_withdraw"),
    path("funding/calls/<int:pk>/reopen/", notices.call_reopen, name="call_reopen"),
    path("funding/calls/<int:pk>/applications/", received.received_list, name="received_list"),
    path(
        "funding/calls/<int:pk>/stages/<int:position>/answers/",
        stage_answers.stage_answer_list,
        name="stage_answer_list",
    ),
    path(
        "funding/calls/<int:pk>/stages/<int:position>/answers/undo/",
        stage_answers.stage_answer_undo,
        name="stage_answer_undo",
    ),
    path(
        "funding/calls/<int:pk>/stages/<int:position>/answers/tell/",
        stage_answers.stage_answer_tell,
        name="stage_answer_tell",
    ),
    path(
        "funding/calls/<int:pk>/stages/<int:position>/interviews/",
        interviews.interview_list,
        name="interview_list",
    ),
    path("funding/interviews/<int:pk>/", interviews.interview_edit, name="interview_edit"),
    path("funding/received/<int:pk>/", received.received_show, name="received_show"),
    path("funding/received/<int:pk>/files/<str:sha256>/", received.received_file, name="received_file"),
    path("calls/<slug:slug>/apply/", applications.application_create, name="application_create"),
    path("initiatives/<int:initiative_pk>/funding/", applications.application_list, name="application_list"),
    path("applications/<int:pk>/", applications.application_show, name="application_show"),
    path("applications/<int:pk>/edit/", applications.application_edit, name="application_edit"),
    path("applications/<int:pk>/keep/", drafts.application_keep, name="application_keep"),
    path("applications/<int:pk>/send/", applications.application_send, name="application_send"),
    path("applications/<int:pk>/withdraw/", applications.application_withdraw, name="application_withdraw"),
    path(
        "applications/<int:pk>/form.<str:extension>",
        imports.application_template,
        name="application_template",
    ),
    path("applications/<int:pk>/import/", imports.application_import, name="application_import"),
    path(
        "applications/<int:pk>/import/accept/",
        imports.application_import_accept,
        name="application_import_accept",
    ),
    path(
        "applications/<int:pk>/import/undo/", imports.application_import_undo, name="application_import_undo"
    ),
    path("applications/<int:pk>/offer/", offers.application_offer, name="application_offer"),
    path("applications/<int:pk>/offer/tell/", offers.application_offer_tell, name="application_offer_tell"),
    path("applications/<int:pk>/partners/", applications.partner_list, name="partner_list"),
    path(
        "applications/<int:pk>/partners/<int:partner_pk>/delete/",
        applications.partner_delete,
        name="partner_delete",
    ),
    path("applications/partners/<int:pk>/", applications.partner_consent, name="partner_consent"),
    path("applications/<int:pk>/files/", applications.file_list, name="file_list"),
    path("applications/<int:pk>/files/<int:file_pk>/", applications.file_download, name="file_download"),
    path("applications/<int:pk>/files/<int:file_pk>/delete/", applications.file_delete, name="file_delete"),
    path("funding/grids/", grids.grid_list, name="grid_list"),
    path("funding/grids/new/", grids.grid_create, name="grid_create"),
    path("funding/grids/<int:pk>/", grids.grid_show, name="grid_show"),
    path("funding/grids/<int:pk>/edit/", grids.grid_edit, name="grid_edit"),
    path("funding/grids/<int:pk>/criteria/new/", grids.criterion_edit, name="criterion_edit"),
    path("funding/grids/<int:pk>/criteria/<slug:key>/", grids.criterion_edit, name="criterion_edit"),
    path(
        "funding/grids/<int:pk>/criteria/<slug:key>/delete/", grids.criterion_delete, name="criterion_delete"
    ),
    path("funding/grids/<int:pk>/publish/", grids.grid_publish, name="grid_publish"),
    path("funding/grids/<int:pk>/revise/", grids.grid_revise, name="grid_revise"),
    path("funding/grids/<int:pk>/retire/", grids.grid_retire, name="grid_retire"),
    path("funding/calls/<int:pk>/notices/new/", notices.notice_create, name="notice_create"),
    path(
        "funding/calls/<int:pk>/stages/<int:position>/deadline/", notices.deadline_move, name="deadline_move"
    ),
    path("funding/calls/<int:pk>/questions/", notices.question_list, name="question_list"),
    path("calls/<slug:slug>/ask/", notices.question_create, name="question_create"),
]
