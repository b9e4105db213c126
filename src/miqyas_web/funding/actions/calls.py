"""Writing a call: from a preset to its publication. Once published, a change is a notice (`actions.notices`)."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.conf import settings as site
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import CallState, StageKind
from miqyas_web.funding.models import Call, Stage
from miqyas_web.funding.queries import calls as queries
from miqyas_web.funding.refusals import Changed, NotDraft
from miqyas_web.funding.rules.brought import read_brought
from miqyas_web.funding.rules.limits import FloorIndex, Limits, conflicts_in, plain_limits, shared_out
from miqyas_web.funding.rules.presets import STARTS
from miqyas_web.funding.rules.settings import Settings, plain_settings, settings_of
from miqyas_web.territories.models import Territory

SLUG_LENGTH = 60
MOST_STAGES = 5
PCT = 100


@transaction.atomic
def create_call(*, organisation: Organisation, preset: str, title: Mapping[str, str], by: Person) -> Call:
    """Begin a call from a preset."""
    check_has(Permission.FUND, permissions_in(organisation, by))
    start = STARTS[preset]
    call = Call.objects.create(
        organisation=organisation,
        slug=_free_slug(title),
        preset=preset,
        title=dict(title),
        eligibility=[{**rule, "reason": {}} for rule in start.eligibility],
        limits=dict(start.limits) | _asked_floors(preset),
        settings=plain_settings(settings_of(start.settings)),
        created_by=by,
    )
    for position, kind in enumerate(start.stages, start=1):
        _add_stage(call, position, kind)
    audit.record("call_created", target=call, by=by, organisation=organisation, preset=preset)
    return call


def _asked_floors(preset: str) -> dict[str, Any]:
    """Floors wait for the budget: what they will be computed from is kept."""
    floors = STARTS[preset].floors
    return {"floors_from": {"index": str(floors[0]), "share_pct": str(floors[1])}} if floors else {}


def _free_slug(title: Mapping[str, str]) -> str:
    wished = next((slug for text in title.values() if (slug := slugify(text)[:SLUG_LENGTH])), "") or "appel"
    slug, number = wished, 1
    while Call.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wished}-{number}"
    return slug


def _add_stage(call: Call, position: int, kind: str) -> Stage:
    title = {}
    for code, _name in site.LANGUAGES:
        with override(code):
            title[code] = str(StageKind(kind).label)
    parts = ["theory", "indicators", "budget"] if kind == StageKind.FULL else []
    return Stage.objects.create(call=call, position=position, kind=kind, title=title, parts=parts)


@transaction.atomic
def edit_call(*, call: Call, said: Mapping[str, Any], revision: int, by: Person) -> Call:
    """Write the texts, the themes, the places and the money of a draft."""
    call = begin(call, revision=revision, by=by)
    for name in ("title", "summary", "body", "themes", "budget_mad", "reserve_mad"):
        setattr(call, name, said[name])
    call.limits = _indexed(call, call.limits)
    call.territories.set(said["territories"])
    return finish(call, "call_edited", by=by)


def _indexed(call: Call, held: dict[str, Any]) -> dict[str, Any]:
    """Floors in proportion to something are computed again when the budget moves."""
    source = held.get("floors_from") or {}
    index, share = source.get("index", ""), Decimal(str(source.get("share_pct") or 0))
    if index in {"", FloorIndex.BY_HAND} or not call.budget_mad:
        return held
    floors, told = computed_floors(index, (call.budget_mad - call.reserve_mad) * share / PCT, source)
    limits = plain_limits(
        Limits(floors=floors, floors_from={**told, "index": index, "share_pct": str(share)})
    )
    return held | {"floors": limits["floors"], "floors_from": limits["floors_from"]}


def computed_floors(
    index: str, total: Decimal, held: Mapping[str, Any]
) -> tuple[dict[str, Decimal], dict[str, Any]]:
    """Share an amount between regions, with the year and source of the figures. Refused when one lacks its figure.

    ``held``: what the call keeps of the figures, where the funder brought them.
    """
    if index == FloorIndex.BROUGHT:
        values = {code: Decimal(value) for code, value in (held.get("figures") or {}).items()}
        if not sum(values.values()):
            raise Unfit(_("Bring the table: a line for each region."))
        shares = {code: amount for code, amount in shared_out(total, values).items() if amount}
        return shares, {"figures": held["figures"], "source": held.get("source", "")}
    if index == FloorIndex.EQUAL:
        codes = list(Territory.objects.regions().values_list("code", flat=True))
        return shared_out(total, dict.fromkeys(codes, Decimal(1))), {}
    figures = queries.figures_by_region(index)
    if figures.lacking or not figures.values:
        raise Unfit(
            _(
                "The platform holds no figure of this kind for: %(regions)s. Choose another way, or write the floors "
                "by hand and say where they come from."
            )
            % {"regions": ", ".join(figures.lacking) or _("any region")}
        )
    return shared_out(total, figures.values), {"year": figures.year, "source": figures.source}


@transaction.atomic
def set_rules(*, call: Call, rules: list[dict[str, Any]], revision: int, by: Person) -> Call:
    """Write the rules of eligibility of a draft."""
    call = begin(call, revision=revision, by=by)
    call.eligibility = rules
    return finish(call, "call_rules_set", by=by, n=len(rules))


@transaction.atomic
def set_limits(
    *,
    call: Call,
    limits: Limits,
    index: str,
    share_pct: Decimal,
    revision: int,
    by: Person,
    table: bytes | None = None,
) -> Call:
    """Write the limits of a draft; floors in proportion are computed here, from public figures or the funder's table."""
    call = begin(call, revision=revision, by=by)
    if table is not None and index == FloorIndex.BROUGHT:
        brought = read_brought(table, queries.names_of_regions())
        limits = replace(limits, floors_from=brought.as_data)
    if index not in {"", FloorIndex.BY_HAND} and not call.budget_mad:
        raise Unfit(_("Say the budget of the call first: floors are a share of it."))
    free = (call.budget_mad or Decimal(0)) - call.reserve_mad
    told = dict(limits.floors_from)
    if index not in {"", FloorIndex.BY_HAND}:
        floors, told = computed_floors(index, free * share_pct / PCT, told)
        limits = replace(limits, floors=floors)
    elif index == "":
        limits = replace(limits, floors={})
    limits = replace(limits, floors_from={**told, "index": str(index), "share_pct": f"{share_pct:f}"})
    if call.budget_mad:
        wrong = conflicts_in(limits, budget=free, themes=[theme["code"] for theme in call.themes])
        if wrong:
            raise Unfit(" ".join(wrong))
    call.limits = plain_limits(limits)
    return finish(call, "call_limits_set", by=by)


@transaction.atomic
def set_settings(*, call: Call, settings: Settings, revision: int, by: Person) -> Call:
    """Write how the call is judged and answered."""
    call = begin(call, revision=revision, by=by)
    call.settings = plain_settings(settings)
    return finish(call, "call_settings_set", by=by)


@transaction.atomic
def add_stage(*, call: Call, kind: str, by: Person) -> Stage:
    """Add a stage after the others."""
    call = begin(call, revision=None, by=by)
    n = call.stages.count()
    if n >= MOST_STAGES:
        raise Refused(_("A call has at most %(n)s stages.") % {"n": MOST_STAGES})
    stage = _add_stage(call, n + 1, kind)
    finish(call, "stage_added", by=by)
    return stage


@transaction.atomic
def edit_stage(*, stage: Stage, said: Mapping[str, Any], revision: int, by: Person) -> Stage:
    """Write the dates, the questions, the parts and the grid of a stage."""
    call = begin(stage.call, revision=revision, by=by)
    stage = call.stages.select_for_update().get(pk=stage.pk)
    for name in ("title", "kind", "opens_at", "closes_at", "questions", "parts", "grid", "is_blind"):
        setattr(stage, name, said[name])
    stage.save()
    finish(call, "stage_edited", by=by)
    return stage


@transaction.atomic
def remove_stage(*, stage: Stage, by: Person) -> Call:
    """Take the last stage away."""
    call = begin(stage.call, revision=None, by=by)
    if stage.position != call.stages.count():
        raise Refused(_("Only the last stage can be taken away: the others keep their order."))
    stage.delete()
    return finish(call, "stage_removed", by=by)


@transaction.atomic
def publish_call(*, call: Call, by: Person) -> Call:
    """Open the page of a call to everyone; nothing changes silently afterwards."""
    call = begin(call, revision=None, by=by)
    check_has(Permission.PUBLISH, permissions_in(call.organisation, by))
    lacking = queries.lacks(call)
    if lacking:
        raise Refused(
            _("The call cannot be published yet. %(lacks)s")
            % {"lacks": " ".join(lack.text for lack in lacking)}
        )
    call.state, call.published_by, call.published_at = CallState.PUBLISHED, by, clock.now()
    return finish(call, "call_published", by=by)


def begin(call: Call, *, revision: int | None, by: Person) -> Call:
    """Lock a draft that the person may change; refused when someone else changed it meanwhile."""
    call = Call.objects.select_for_update().select_related("organisation").get(pk=call.pk)
    check_has(Permission.FUND, permissions_in(call.organisation, by))
    if call.state != CallState.DRAFT:
        raise NotDraft
    if revision is not None and revision != call.revision:
        raise Changed
    return call


def finish(call: Call, verb: str, *, by: Person, **facts: Any) -> Call:
    """Save, move the revision on, leave a trace."""
    call.revision += 1
    call.save()
    audit.record(verb, target=call, by=by, organisation=call.organisation, **facts)
    return call
