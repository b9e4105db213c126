from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DatasetsConfig(AppConfig):
    name = "miqyas_web.datasets"

    def ready(self) -> None:
        # Models are ready only now; importing the tasks declares them.
        from miqyas_web.datasets import (  # noqa: PLC0415 - the registry of apps must be full
            demonstration,
            desk,
            extracts,
            feeds,
            progress,
            queries,
            tasks,  # noqa: F401
            words,
        )
        from miqyas_web.foundation import slots  # noqa: PLC0415 - same reason
        from miqyas_web.initiatives.steps import Step  # noqa: PLC0415 - same reason
        from miqyas_web.surveys.parts import Part  # noqa: PLC0415 - same reason

        slots.fill(
            "initiative_steps",
            key="datasets",
            order=40,
            item=Step("datasets", _("Datasets"), "datasets:dataset_list", progress.datasets_state),
        )
        slots.fill("frozen_extracts", key="datasets", order=40, item=extracts)
        slots.fill("indicator_parts", key="feeds", order=40, item=feeds.part_of_indicator)
        slots.fill("desk_actions", key="datasets", order=40, item=desk.actions_for)
        slots.fill("demonstration", key="datasets", order=40, item=demonstration.fill)
        slots.fill("audit_words", key="datasets", order=40, item=words.AUDIT_WORDS)
        slots.fill(
            "survey_parts",
            key="extracts",
            order=80,
            item=Part(_("Extracts"), "datasets:extract_list", queries.extracts_figure),
        )
