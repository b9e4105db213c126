from django.apps import AppConfig


class ToolboxConfig(AppConfig):
    name = "miqyas_web.toolbox"
