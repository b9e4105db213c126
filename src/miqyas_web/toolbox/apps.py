from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from miqyas_web.foundation import slots
from miqyas_web.ui.navigation import NavigationItem


class ToolboxConfig(AppConfig):
    name = "miqyas_web.toolbox"

    def ready(self) -> None:
        slots.fill(
            "navigation",
            key="toolbox",
            order=90,
            item=NavigationItem(_("The toolbox"), "toolbox:sheet_list", "book", public=True),
        )
