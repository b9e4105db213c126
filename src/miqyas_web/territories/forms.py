"""Choosing territories: check boxes grouped by region, usable without a script."""

from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from miqyas_web.territories import queries
from miqyas_web.territories.models import Territory


class TerritoryBoxes(forms.CheckboxSelectMultiple):
    """One box for the whole country, then one fold by region with its provinces and prefectures."""

    template_name = "territories/territory_boxes.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["groups"] = [
            {"name": group, "options": options, "n_chosen": sum(option["selected"] for option in options)}
            for group, options, _index in context["widget"]["optgroups"]
        ]
        return context


class ByRegion(ModelChoiceIterator):  # type: ignore[type-arg]
    """The country, then each region before its provinces."""

    def __iter__(self) -> Any:
        yield self.choice(queries.country())
        for region in queries.regions_with_provinces():
            whole = (self.field.prepare_value(region), _("The whole region"))
            yield region.name, [whole, *(self.choice(province) for province in region.provinces)]

    def __len__(self) -> int:
        return 1 + Territory.objects.regions().count()


class TerritoryChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any number of territories, sent by code. Cleans to a queryset of ``Territory``."""

    widget = TerritoryBoxes
    iterator = ByRegion

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Territories"))
        options.setdefault(
            "help_text", _("Where people are concerned. A region stands for all its provinces.")
        )
        super().__init__(Territory.objects.open(), to_field_name="code", **options)
