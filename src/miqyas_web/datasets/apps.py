from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    name = "miqyas_web.datasets"
