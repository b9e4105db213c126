from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "miqyas_web.reports"
