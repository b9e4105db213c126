from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "miqyas_web.ui"
