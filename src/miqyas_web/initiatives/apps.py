from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "miqyas_web.initiatives"

    def ready(self) -> None:
        # Models are ready only now.
        from miqyas_web.foundation import slots  # noqa: PLC0415 - the registry of apps must be full
        from miqyas_web.initiatives import demonstration, desk, progress  # noqa: PLC0415 - same reason
        from miqyas_web.initiatives.steps import Step  # noqa: PLC0415 - same reason
        from miqyas_web.initiatives.words import AUDIT_WORDS  # noqa: PLC0415 - same reason
        from miqyas_web.ui.navigation import NavigationItem  # noqa: PLC0415 - same reason

        slots.fill(
            "navigation",
            key="initiatives",
            order=20,
            item=NavigationItem(_("Initiatives"), "initiatives:initiative_list", "flag"),
        )
        slots.fill(
            "initiative_steps",
            key="initiative",
            order=10,
            item=Step(
                "initiative", _("Description"), "initiatives:initiative_show", progress.description_state
            ),
        )
        slots.fill("audit_words", key="initiatives", order=10, item=AUDIT_WORDS)
        slots.fill("desk_actions", key="initiatives", order=10, item=desk.actions_for)
        slots.fill("demonstration", key="initiatives", order=10, item=demonstration.fill)
