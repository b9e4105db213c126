"""Allocation, decision, letters, appeals."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
