"""The addresses of the catalogue: open to everyone, or within an initiative, where sheets are used."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from miqyas_web.indicators.queries.catalogue import Asked
from miqyas_web.initiatives.models import Initiative


@dataclass(frozen=True, slots=True)
class CataloguePlace:
    """Where one reads the catalogue, and for which node of the theory."""

    initiative: Initiative | None = None
    node: str = ""

    @property
    def list_address(self) -> str:
        return self._with_node(self._named("catalogue_list"))

    @property
    def bare_address(self) -> str:
        """Without the node: forms say it in a field of theirs."""
        return self._named("catalogue_list")

    @property
    def export_address(self) -> str:
        return self._named("catalogue_export")

    def sheet_address(self, key: str) -> str:
        return self._with_node(self._named("catalogue_show", key))

    def use_address(self, key: str) -> str:
        """The form of a new indicator, filled from the sheet; empty outside an initiative."""
        if self.initiative is None:
            return ""
        said = {"sheet": key} | ({"node": self.node} if self.node else {})
        return f"{reverse('indicators:indicator_create', args=[self.initiative.pk])}?{urlencode(said)}"

    def without(self, asked: Asked, name: str, value: str) -> str:
        """The same search without one of its words or filters."""
        kept = [pair for pair in asked.pairs if pair != (name, value)]
        if self.node:
            kept.append(("node", self.node))
        return f"{self._named('catalogue_list')}?{urlencode(kept)}"

    def _named(self, name: str, *args: str) -> str:
        if self.initiative is None:
            return reverse(f"catalogue:public_{name}", args=args)
        return reverse(f"indicators:{name}", args=[self.initiative.pk, *args])

    def _with_node(self, address: str) -> str:
        return f"{address}?{urlencode({'node': self.node})}" if self.node else address
