"""Agreements, milestones, reports, claims, payments, portfolio, open data."""

from django.urls import path

from miqyas_web.funding.views import grants

urlpatterns = [
    path("funding/grants/", grants.grant_list, name="grant_list"),
    path("funding/grants/360giving.json", grants.grant_export, name="grant_export"),
    path("funding/outcomes/<int:outcome_pk>/grant/", grants.grant_create, name="grant_create"),
    path("funding/grants/<int:pk>/", grants.grant_show, name="grant_show"),
    path("funding/grants/<int:pk>/edit/", grants.grant_edit, name="grant_edit"),
    path("funding/grants/<int:pk>/agree/", grants.grant_agree, name="grant_agree"),
    path("funding/grants/<int:pk>/close/", grants.grant_close, name="grant_close"),
    path("funding/grants/<int:pk>/milestones/new/", grants.milestone_create, name="milestone_create"),
    path(
        "funding/grants/<int:pk>/milestones/<int:milestone_pk>/remove/",
        grants.milestone_remove,
        name="milestone_remove",
    ),
    path(
        "funding/grants/<int:pk>/milestones/<int:milestone_pk>/pay/",
        grants.payment_propose,
        name="payment_propose",
    ),
    path("funding/grants/<int:pk>/reports/<int:report_pk>/", grants.report_edit, name="report_edit"),
    path(
        "funding/grants/<int:pk>/reports/<int:report_pk>/answer/", grants.report_answer, name="report_answer"
    ),
    path(
        "funding/grants/<int:pk>/payments/<int:payment_pk>/settle/",
        grants.payment_settle,
        name="payment_settle",
    ),
    path("funding/grants/<int:pk>/payments/<int:payment_pk>/pay/", grants.payment_pay, name="payment_pay"),
]
