"""Grids, calls and applications: from the draft of a call to what was sent."""

from django.urls import URLPattern, path

from miqyas_web.funding.views import calls, public_calls

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
]
