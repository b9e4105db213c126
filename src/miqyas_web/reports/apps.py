from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "miqyas_web.reports"

    def ready(self) -> None:
        from miqyas_web.reports import places  # noqa: PLC0415 - models are loaded only now

        places.fill()
