from django.apps import AppConfig


class StudiesConfig(AppConfig):
    name = "miqyas_web.studies"
