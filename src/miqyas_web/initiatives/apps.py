from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "miqyas_web.initiatives"
