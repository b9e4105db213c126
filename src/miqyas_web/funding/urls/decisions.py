"""Allocation, decision, letters, appeals."""

from django.urls import path

from miqyas_web.funding.views import allocations

urlpatterns = [
    path("funding/calls/<int:call_pk>/allocation/", allocations.allocation_create, name="allocation_create"),
    path("funding/allocations/<int:pk>/", allocations.allocation_show, name="allocation_show"),
    path("funding/allocations/<int:pk>/replay/", allocations.allocation_replay, name="allocation_replay"),
    path("funding/allocations/<int:pk>/file/", allocations.allocation_download, name="allocation_download"),
]
