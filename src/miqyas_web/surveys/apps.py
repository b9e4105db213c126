from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "miqyas_web.surveys"
    verbose_name = _("Questionnaires")

    def ready(self) -> None:
        # Models are ready only now.
        from miqyas_web.foundation import slots  # noqa: PLC0415 - the registry of apps must be full
        from miqyas_web.initiatives.steps import Step  # noqa: PLC0415 - same reason
        from miqyas_web.surveys import (  # noqa: PLC0415 - same reason
            demonstration,
            import_tasks,  # noqa: F401 - importing the tasks declares them
            progress,
            quality_parts,
            quality_tasks,  # noqa: F401 - same reason
            tasks,  # noqa: F401 - same reason
            words,
        )
        from miqyas_web.surveys.parts import Part  # noqa: PLC0415 - same reason
        from miqyas_web.surveys.queries import collectors, imports, webforms  # noqa: PLC0415 - same reason

        slots.fill(
            "initiative_steps",
            key="surveys",
            order=35,
            item=Step(
                "surveys",
                # Shorter than the name of the room: eight steps stand on one line.
                _("Collection"),
                "surveys:survey_list",
                progress.surveys_state,
                is_optional=True,
            ),
        )
        for key, order, part in (
            ("fill", 10, Part(_("Fill in here"), "surveys:form_fill", webforms.version_published)),
            ("try", 11, Part(_("Try here"), "surveys:form_try", webforms.version_on_trial)),
            (
                "collectors",
                12,
                Part(_("Phones and web links"), "surveys:collector_list", collectors.open_for),
            ),
            ("imports", 60, Part(_("Brought from elsewhere"), "surveys:import_list", imports.brought)),
        ):
            slots.fill("survey_parts", key=key, order=order, item=part)
        quality_parts.fill()
        slots.fill("demonstration", key="surveys", order=35, item=demonstration.fill)
        slots.fill("audit_words", key="surveys", order=35, item=words.AUDIT_WORDS)
