"""Pages of questionnaires and answers; ``by_key`` holds what phones and web links open without signing in."""

from django.urls.resolvers import URLPattern

app_name = "surveys"
urlpatterns: list[URLPattern] = []

by_key: tuple[list[URLPattern], str] = ([], "collect")
