from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "miqyas_web.config"
    label = "config"
