from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "miqyas_web.foundation"
