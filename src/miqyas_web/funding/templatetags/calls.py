"""Texts by language and amounts, in the pages of calls."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.models import Call
from miqyas_web.funding.rules import interviews, texts
from miqyas_web.funding.rules.eligibility import mad as in_dirhams

register = template.Library()

# The pages of a call's reading, in the order in which a secretary meets them.
READING_PAGES = (
    (_("Progress"), "funding:review_progress"),
    (_("Reviewers"), "funding:reviewer_list"),
    (_("Conflicts of interest"), "funding:conflict_list"),
    (_("Anchors and training"), "funding:reference_list"),
    (_("Who reads what"), "funding:assignment_list"),
    (_("What to expect"), "funding:design_show"),
    (_("Ranking"), "funding:ranking_show"),
    (_("Discussion and minutes"), "funding:discussion_list"),
    (_("Draw"), "funding:lottery_list"),
)


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


@register.simple_tag
def reading_places(call: Call) -> list[tuple[Promise, str]]:
    """The pages of a call's reading: name and address."""
    return [(label, reverse(name, args=[call.pk])) for label, name in READING_PAGES]


@register.filter
def with_zone(moment: datetime | None) -> str:
    """A day and an hour with their time zone."""
    return interviews.with_zone(moment) if moment else ""
