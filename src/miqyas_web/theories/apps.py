from django.apps import AppConfig


class TheoriesConfig(AppConfig):
    name = "miqyas_web.theories"
