from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    name = "miqyas_web.funding"
    verbose_name = _("Funding")

    def ready(self) -> None:
        # Models are ready only now.
        from miqyas_web.funding import places  # noqa: PLC0415 - the registry of apps must be full

        places.fill()
