from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "miqyas_web.portal"
