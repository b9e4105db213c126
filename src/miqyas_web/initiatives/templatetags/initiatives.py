"""What the frame of every page about an initiative needs: the views of all rooms need not think of it."""

from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import PlacedStep, steps_of

register = template.Library()


@register.simple_tag(takes_context=True)
def initiative_steps(context: dict[str, Any], initiative: Initiative) -> list[PlacedStep]:
    """The steps of the initiative, taken from the page's context when its view has asked for them."""
    return context.get("initiative_steps") or steps_of(initiative, context["request"].user)


@register.simple_tag
def initiative_crumbs(initiative: Initiative, steps: list[PlacedStep], current: str) -> list[tuple[str, str]]:
    """Where one is: the initiatives, this one, this step."""
    crumbs = [(str(_("Initiatives")), reverse("initiatives:initiative_list"))]
    step = next((step for step in steps if step.key == current), None)
    if step is None or current == "initiative":
        return [*crumbs, (initiative.title, reverse("initiatives:initiative_show", args=[initiative.pk]))]
    return [
        *crumbs,
        (initiative.title, reverse("initiatives:initiative_show", args=[initiative.pk])),
        (str(step.label), step.href),
    ]


@register.filter
def plain_figure(value: Decimal | int | None) -> str:
    """An amount or a count with narrow spaces between thousands, as French and Arabic write it in Morocco."""
    if value is None:
        return ""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,d}"
    whole, __, cents = text.partition(".")
    grouped = whole.replace(",", "," if (get_language() or "").startswith("en") else "\u202f")
    if not cents.strip("0"):
        return grouped
    return grouped + ("." if (get_language() or "").startswith("en") else ",") + cents
