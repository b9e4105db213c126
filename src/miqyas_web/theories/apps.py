from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TheoriesConfig(AppConfig):
    name = "miqyas_web.theories"

    def ready(self) -> None:
        # Models are ready only now.
        from miqyas_web.foundation import slots  # noqa: PLC0415 - the registry of apps must be full
        from miqyas_web.initiatives.steps import Step  # noqa: PLC0415 - same reason
        from miqyas_web.theories import demonstration, desk, progress, words  # noqa: PLC0415 - same reason

        slots.fill(
            "initiative_steps",
            key="theory",
            order=20,
            item=Step("theory", _("Theory of change"), "theories:theory_show", progress.theory_state),
        )
        slots.fill("audit_words", key="theories", order=20, item=words.AUDIT_WORDS)
        slots.fill("desk_actions", key="theories", order=20, item=desk.actions_for)
        slots.fill("desk_actions", key="theory_comments", order=21, item=desk.calls_for)
        slots.fill("demonstration", key="theories", order=20, item=demonstration.fill)
