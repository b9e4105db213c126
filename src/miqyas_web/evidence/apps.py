from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "miqyas_web.evidence"

    def ready(self) -> None:
        from miqyas_web.evidence import places  # noqa: PLC0415 - models are loaded only now

        places.fill()
