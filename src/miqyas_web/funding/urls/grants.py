"""Agreements, milestones, reports, claims, payments, portfolio, open data."""

from django.urls import path

from miqyas_web.funding.views import amending, claims, extracts, following, grants, portfolio, published

urlpatterns = [
    path("funding/grants/", grants.grant_list, name="grant_list"),
    path("funding/grants/360giving.json", grants.grant_export, name="grant_export"),
    path("funding/outcomes/<int:outcome_pk>/grant/", grants.grant_create, name="grant_create"),
    path("funding/grants/<int:pk>/", grants.grant_show, name="grant_show"),
    path("funding/grants/<int:pk>/edit/", grants.grant_edit, name="grant_edit"),
    path("funding/grants/<int:pk>/agree/", grants.grant_agree, name="grant_agree"),
    path("funding/grants/<int:pk>/close/", following.grant_close, name="grant_close"),
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
    path(
        "funding/grants/<int:pk>/milestones/<int:milestone_pk>/decide/",
        grants.payment_decide,
        name="payment_decide",
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
    path(
        "funding/grants/<int:pk>/payments/<int:payment_pk>/contest/",
        following.payment_contest,
        name="payment_contest",
    ),
    path(
        "funding/grants/<int:pk>/disputes/<int:dispute_pk>/answer/",
        following.dispute_answer,
        name="dispute_answer",
    ),
    path("funding/grants/<int:pk>/expenses/", claims.claim_list, name="claim_list"),
    path("funding/grants/<int:pk>/expenses/new/", claims.claim_create, name="claim_create"),
    path("funding/grants/<int:pk>/expenses/<int:claim_pk>/", claims.claim_show, name="claim_show"),
    path("funding/grants/<int:pk>/expenses/<int:claim_pk>/send/", claims.claim_send, name="claim_send"),
    path(
        "funding/grants/<int:pk>/expenses/<int:claim_pk>/add/", claims.receipt_create, name="receipt_create"
    ),
    path(
        "funding/grants/<int:pk>/expenses/<int:claim_pk>/<int:receipt_pk>/",
        claims.receipt_edit,
        name="receipt_edit",
    ),
    path(
        "funding/grants/<int:pk>/expenses/<int:claim_pk>/<int:receipt_pk>/file/",
        claims.receipt_download,
        name="receipt_download",
    ),
    path(
        "funding/grants/<int:pk>/expenses/<int:claim_pk>/<int:receipt_pk>/remove/",
        claims.receipt_remove,
        name="receipt_remove",
    ),
    path(
        "funding/grants/<int:pk>/expenses/<int:claim_pk>/<int:receipt_pk>/answer/",
        claims.receipt_answer,
        name="receipt_answer",
    ),
    path("funding/grants/<int:pk>/amendments/", amending.amendment_list, name="amendment_list"),
    path("funding/grants/<int:pk>/amendments/new/", amending.amendment_create, name="amendment_create"),
    path(
        "funding/grants/<int:pk>/amendments/<int:amendment_pk>/answer/",
        amending.amendment_answer,
        name="amendment_answer",
    ),
    path("funding/grants/<int:pk>/lessons/", following.lesson_create, name="lesson_create"),
    path("funding/calls/<int:pk>/lessons/", following.call_lessons, name="call_lessons"),
    path("funding/lessons/", following.lesson_list, name="lesson_list"),
    path("funding/calls/<int:pk>/reporting/", following.reporting_edit, name="reporting_edit"),
    path("initiatives/<int:initiative_pk>/grants/", following.initiative_grants, name="initiative_grants"),
    path("funding/portfolio/<int:pk>/", portfolio.portfolio_show, name="portfolio_show"),
    path("funding/portfolio/<int:pk>/page/", portfolio.portfolio_edit, name="portfolio_edit"),
    path("funding/portfolio/<int:pk>/prepare/", extracts.extract_create, name="extract_create"),
    path("funding/portfolio/<int:pk>/files/<int:extract_pk>/", extracts.extract_show, name="extract_show"),
    path(
        "funding/portfolio/<int:pk>/files/<int:extract_pk>/file/",
        extracts.extract_download,
        name="extract_download",
    ),
    path("funding/portfolio/<int:pk>/published/", published.published_list, name="published_list"),
    path("funding/portfolio/<int:pk>/published/new/", published.published_import, name="published_import"),
    path("funding/portfolio/<int:pk>/published/keep/", published.published_keep, name="published_keep"),
    path(
        "funding/portfolio/<int:pk>/published/recipients/",
        published.recipient_say,
        name="recipient_say",
    ),
    path(
        "funding/portfolio/<int:pk>/published/recipients/<int:match_pk>/take-back/",
        published.recipient_take_back,
        name="recipient_take_back",
    ),
    path(
        "funding/portfolio/<int:pk>/published/<int:file_pk>/", published.published_show, name="published_show"
    ),
    path(
        "funding/portfolio/<int:pk>/published/<int:file_pk>/remove/",
        published.published_remove,
        name="published_remove",
    ),
    path("funding/portfolio/<int:pk>/<str:form>", extracts.portfolio_export, name="portfolio_export"),
    path("funders/<int:pk>/", portfolio.portfolio_read, name="portfolio_read"),
    path("funders/<int:pk>/<str:form>", extracts.portfolio_open, name="portfolio_open"),
]
