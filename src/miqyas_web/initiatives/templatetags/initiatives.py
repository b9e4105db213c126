"""What the frame of every page about an initiative needs, so that the views of all rooms need not think of it."""

from typing import Any

from django import template

from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import PlacedStep, steps_of

register = template.Library()


@register.simple_tag(takes_context=True)
def initiative_steps(context: dict[str, Any], initiative: Initiative) -> list[PlacedStep]:
    """The steps of the initiative, taken from the page's context when its view has asked for them."""
    return context.get("initiative_steps") or steps_of(initiative, context["request"].user)
