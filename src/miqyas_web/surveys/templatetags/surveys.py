"""Words of what was found in a questionnaire, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from django import forms, template

from miqyas_web.surveys.science.forms import remedy_of, sentence_of

register = template.Library()


@register.filter
def finding_sentence(finding: Mapping[str, Any]) -> str:
    """What is wrong."""
    return sentence_of(finding)


@register.filter
def finding_remedy(finding: Mapping[str, Any]) -> str:
    """What to do about it."""
    return remedy_of(finding)


@register.simple_tag
def named_field(form: forms.Form, name: str) -> forms.BoundField:
    """The field of a form by its name."""
    return form[name]
