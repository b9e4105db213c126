from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from miqyas_web.foundation import slots
from miqyas_web.ui.navigation import NavigationItem


class TerritoriesConfig(AppConfig):
    name = "miqyas_web.territories"

    def ready(self) -> None:
        post_migrate.connect(load_shipped, sender=self)
        slots.fill(
            "navigation",
            key="territories",
            order=80,
            item=NavigationItem(_("Territories"), "territories:territory_list", "map"),
        )


def load_shipped(*, using: str, **_others: Any) -> None:
    """Regions, provinces and census figures arrive with the tables that hold them."""
    from miqyas_web.territories.actions import shipping  # noqa: PLC0415 - models are not loaded with the app
    from miqyas_web.territories.models import Territory, TerritoryFigure  # noqa: PLC0415 - same reason

    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not {Territory._meta.db_table, TerritoryFigure._meta.db_table} <= tables:
        return
    with connection.cursor() as cursor:
        held = {
            column.name
            for column in connection.introspection.get_table_description(cursor, Territory._meta.db_table)
        }
    # On the way back to an older migration the table lacks columns: there is nothing to load into.
    if {field.column for field in Territory._meta.concrete_fields} <= held:
        shipping.load_shipped()
