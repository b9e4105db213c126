from django.apps import AppConfig


class StudiesConfig(AppConfig):
    name = "miqyas_web.studies"

    def ready(self) -> None:
        from miqyas_web.studies import places  # noqa: PLC0415 - models are loaded only now

        places.fill()
