"""Calls in public, a person's applications, the funder's desk, grants."""

from miqyas_web.funding.urls import calls, decisions, grants, reviews

app_name = "funding"
urlpatterns = [*calls.urlpatterns, *reviews.urlpatterns, *decisions.urlpatterns, *grants.urlpatterns]
