from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    name = "miqyas_web.adoption"

    def ready(self) -> None:
        from miqyas_web.adoption import places  # noqa: PLC0415 - models are loaded only now

        places.fill()
