"""What a call still lacks before anyone may read it: each thing with the page where it is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from miqyas_web.funding.enums import StageKind
from miqyas_web.funding.rules.limits import conflicts_in, limits_of
from miqyas_web.funding.rules.texts import languages_lacking, said


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing missing, and the name of the page that mends it."""

    text: str
    url_name: str
    position: int | None = None


def lacks_of(call: Any, stages: Sequence[Any], *, now: datetime) -> list[Lack]:
    """Everything that keeps a call from being published, in the order of its pages."""
    return [*_texts(call), *_money(call), *_calendar(stages, now), *_rules(call)]


def _texts(call: Any) -> list[Lack]:
    named = ((_("The title"), call.title), (_("The summary"), call.summary), (_("The text"), call.body))
    return [
        Lack(
            _("%(what)s is not written in: %(languages)s.") % {"what": what, "languages": ", ".join(lacking)},
            "funding:call_edit",
        )
        for what, texts in named
        if (lacking := languages_lacking(texts))
    ]


def _money(call: Any) -> list[Lack]:
    if not call.budget_mad:
        return [Lack(_("The budget is not said."), "funding:call_edit")]
    limits, themes = limits_of(call.limits), [theme["code"] for theme in call.themes]
    free = call.budget_mad - call.reserve_mad
    return [Lack(text, "funding:limits_edit") for text in conflicts_in(limits, budget=free, themes=themes)]


def _calendar(stages: Sequence[Any], now: datetime) -> list[Lack]:
    found = [] if stages else [Lack(_("There is no stage: nothing could be sent."), "funding:call_show")]
    before = None
    for stage in stages:
        name = {"stage": said(stage.title) or stage.get_kind_display()}
        page = ("funding:stage_edit", stage.position)
        if stage.opens_at is None or stage.closes_at is None:
            found.append(Lack(_("“%(stage)s”: its opening or its deadline is not said.") % name, *page))
        elif stage.closes_at <= now:
            found.append(Lack(_("“%(stage)s”: its deadline is already past.") % name, *page))
        elif before is not None and stage.opens_at < before:
            found.append(Lack(_("“%(stage)s” opens before the stage ahead of it ends.") % name, *page))
        before = stage.closes_at or before
        if languages_lacking(stage.title):
            found.append(Lack(_("“%(stage)s”: its name is not written in every language.") % name, *page))
        if stage.kind != StageKind.INTERVIEW and stage.grid_id is None:
            found.append(Lack(_("“%(stage)s”: no published grid says how it is judged.") % name, *page))
        if any(languages_lacking(question["label"]) for question in stage.questions):
            found.append(Lack(_("“%(stage)s”: a question is not written in every language.") % name, *page))
    return found


def _rules(call: Any) -> list[Lack]:
    bare = [
        rule
        for rule in call.eligibility
        if rule["kind"] == "declared" and languages_lacking(rule["values"]["text"])
    ]
    return [Lack(_("A declaration is not written in every language."), "funding:rules_edit")] if bare else []
