from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "miqyas_web.territories"
