"""Reviewers, conflicts, reviews, rankings, draws."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
