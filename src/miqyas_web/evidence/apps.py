from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "miqyas_web.evidence"
