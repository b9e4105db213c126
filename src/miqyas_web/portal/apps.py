from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "miqyas_web.portal"

    def ready(self) -> None:
        from miqyas_web.portal import places  # noqa: PLC0415 - models are loaded only now

        places.fill()
