"""Grids, calls and applications: from the draft of a call to what was sent."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
