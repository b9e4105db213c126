from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "miqyas_web.indicators"
