"""Texts by language and amounts, in the pages of calls."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template

from miqyas_web.funding.rules import interviews, texts
from miqyas_web.funding.rules.eligibility import mad as in_dirhams

register = template.Library()


@register.filter
def said(held: Mapping[str, Any] | None) -> str:
    """A text by language, in the language of the page."""
    return texts.said(held)


@register.filter
def mad(amount: Any) -> str:
    """An amount of dirhams; nothing for none."""
    return "" if amount in (None, "") else in_dirhams(Decimal(str(amount)))


@register.filter
def named(code: str, names: Mapping[str, str]) -> str:
    """The name of a code; nothing where there is none."""
    return names.get(code, code)


@register.filter
def with_zone(moment: datetime | None) -> str:
    """A day and an hour with their time zone."""
    return interviews.with_zone(moment) if moment else ""
