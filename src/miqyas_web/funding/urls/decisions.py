"""Allocation, decision, letters, appeals."""

from django.urls import path

from miqyas_web.funding.views import allocations, answers, appeals, decisions

urlpatterns = [
    path("funding/calls/<int:call_pk>/allocation/", allocations.allocation_create, name="allocation_create"),
    path("funding/allocations/<int:pk>/", allocations.allocation_show, name="allocation_show"),
    path(
        "funding/allocations/<int:pk>/files/<str:reference>/",
        allocations.allocation_file,
        name="allocation_file",
    ),
    path("funding/allocations/<int:pk>/weigh/", allocations.allocation_weigh, name="allocation_weigh"),
    path("funding/allocations/<int:pk>/replay/", allocations.allocation_replay, name="allocation_replay"),
    path("funding/allocations/<int:pk>/file/", allocations.allocation_download, name="allocation_download"),
    path("funding/allocations/<int:pk>/decision/", decisions.decision_create, name="decision_create"),
    path("funding/decisions/<int:pk>/", decisions.decision_show, name="decision_show"),
    path("funding/decisions/<int:pk>/letters/", decisions.decision_send, name="decision_send"),
    path("funding/letters/<int:pk>/", answers.letter_show, name="letter_show"),
    path("funding/letters/<int:pk>/file.<str:form>", answers.letter_download, name="letter_download"),
    path("applications/answers/<int:pk>/appeal/", appeals.stage_appeal_create, name="stage_appeal_create"),
    path("funding/appeals/<int:pk>/", appeals.appeal_show, name="appeal_show"),
    path("funding/appeals/<int:pk>/admit/", appeals.appeal_admit, name="appeal_admit"),
    path("funding/appeals/<int:pk>/settle/", appeals.appeal_settle, name="appeal_settle"),
]
