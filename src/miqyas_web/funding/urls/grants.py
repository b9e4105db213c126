"""Agreements, milestones, reports, claims, payments, portfolio, open data."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
