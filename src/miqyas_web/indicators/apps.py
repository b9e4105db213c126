from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "miqyas_web.indicators"

    def ready(self) -> None:
        # Models are ready only now.
        from miqyas_web.foundation import slots  # noqa: PLC0415 - the registry of apps must be full
        from miqyas_web.indicators import (  # noqa: PLC0415 - same reason
            cards,
            demonstration,
            demonstration_totals,
            desk,
            progress,
            words,
        )
        from miqyas_web.indicators.queries import sheets as queries  # noqa: PLC0415 - same reason
        from miqyas_web.initiatives.steps import Step  # noqa: PLC0415 - same reason
        from miqyas_web.ui.navigation import NavigationItem  # noqa: PLC0415 - same reason

        slots.fill("measured_nodes", key="indicators", order=30, item=queries.measured_nodes)
        slots.fill("node_measures", key="indicators", order=30, item=queries.node_measures)
        slots.fill(
            "initiative_steps",
            key="indicators",
            order=30,
            item=Step("indicators", _("Indicators"), "indicators:indicator_list", progress.indicators_state),
        )
        slots.fill(
            "navigation",
            key="catalogue",
            order=75,
            item=NavigationItem(
                _("Catalogue"), "catalogue:public_catalogue_list", "card-checklist", public=True
            ),
        )
        slots.fill(
            "navigation",
            key="rollups",
            order=50,
            item=NavigationItem(_("Totals"), "rollups:rollup_list", "bar-chart"),
        )
        slots.fill("territory_cards", key="rollups", order=30, item=cards.territory_cards)
        slots.fill("desk_actions", key="indicators", order=30, item=desk.actions_for)
        slots.fill("demonstration", key="indicators", order=30, item=demonstration.fill)
        slots.fill("demonstration", key="totals", order=60, item=demonstration_totals.fill)
        slots.fill("audit_words", key="indicators", order=30, item=words.AUDIT_WORDS)
