"""Writing a grid: from the library, criterion by criterion, to its publication. A published version never changes."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.enums import GridState
from miqyas_web.funding.models import Grid, GridVersion
from miqyas_web.funding.refusals import Changed
from miqyas_web.funding.science import grids as science

MOST_CRITERIA = 15


@transaction.atomic
def create_grid(*, organisation: Organisation, title: str, start: str, by: Person) -> GridVersion:
    """Begin a grid from one of the library."""
    check_has(Permission.FUND, permissions_in(organisation, by))
    grid = Grid.objects.create(organisation=organisation, title=title, created_by=by)
    version = GridVersion.objects.create(grid=grid, number=1, content=science.start_of(start), made_by=by)
    audit.record("grid_created", target=version, by=by, organisation=organisation, start=start)
    return version


def _begin(version: GridVersion, *, revision: int | None, by: Person) -> GridVersion:
    version = (
        GridVersion.objects.select_for_update(of=("self",))
        .select_related("grid__organisation")
        .get(pk=version.pk)
    )
    check_has(Permission.FUND, permissions_in(version.grid.organisation, by))
    if version.state != GridState.DRAFT:
        raise Refused(_("This version is published: it no longer changes. Make a new version to change it."))
    if revision is not None and revision != version.revision:
        raise Changed
    return version


def _finish(version: GridVersion, verb: str, *, by: Person) -> GridVersion:
    version.revision += 1
    version.save()
    audit.record(verb, target=version, by=by, organisation=version.grid.organisation, number=version.number)
    return version


@transaction.atomic
def edit_grid(
    *,
    version: GridVersion,
    title: str,
    total_gate: float | None,
    tie_breaks: list[str],
    revision: int,
    by: Person,
) -> GridVersion:
    """Change the name of the grid, its least total and what parts ties."""
    version = _begin(version, revision=revision, by=by)
    version.grid.title = title
    version.grid.save(update_fields=["title"])
    version.content = version.content | {"total_gate": total_gate, "tie_breaks": tie_breaks}
    return _finish(version, "grid_edited", by=by)


@transaction.atomic
def set_criterion(
    *, version: GridVersion, key: str | None, criterion: Mapping[str, Any], revision: int, by: Person
) -> GridVersion:
    """Write a criterion; without a key, add one at the end. A key never changes."""
    version = _begin(version, revision=revision, by=by)
    held = list(version.content.get("criteria", []))
    keys = [one["key"] for one in held]
    if key is None:
        if len(held) >= MOST_CRITERIA:
            raise Refused(_("A grid has at most %(n)s criteria.") % {"n": MOST_CRITERIA})
        number = next(n for n in range(1, MOST_CRITERIA + 2) if f"c{n}" not in keys)
        held.append({**criterion, "key": f"c{number}"})
    elif key in keys:
        held[keys.index(key)] = {**criterion, "key": key}
    else:
        raise Refused(_("Someone took this criterion away meanwhile."))
    version.content = version.content | {"criteria": held}
    return _finish(version, "grid_edited", by=by)


@transaction.atomic
def remove_criterion(*, version: GridVersion, key: str, by: Person) -> GridVersion:
    """Take a criterion away; it parts no ties any more."""
    version = _begin(version, revision=None, by=by)
    held = [one for one in version.content.get("criteria", []) if one["key"] != key]
    if not held:
        raise Refused(_("A grid keeps at least one criterion."))
    ties = [one for one in version.content.get("tie_breaks", []) if one != key]
    version.content = version.content | {"criteria": held, "tie_breaks": ties}
    return _finish(version, "grid_edited", by=by)


@transaction.atomic
def publish_grid(*, version: GridVersion, by: Person) -> GridVersion:
    """Freeze a version, with what the published test says of impact in it."""
    version = _begin(version, revision=None, by=by)
    check_has(Permission.PUBLISH, permissions_in(version.grid.organisation, by))
    found = science.findings_in(version.content, title=version.grid.title)
    blocking = [each for each in found if each.blocks]
    if blocking:
        raise Refused(
            _("The grid cannot be published yet. %(faults)s")
            % {"faults": " ".join(f"{each.text} {each.remedy}" for each in blocking)}
        )
    version.state = GridState.PUBLISHED
    version.impact = science.impact_of(version.content, title=version.grid.title)
    version.sha256 = science.sha256_of(version.content)
    version.published_by, version.published_at = by, clock.now()
    return _finish(version, "grid_published", by=by)


@transaction.atomic
def revise_grid(*, grid: Grid, by: Person) -> GridVersion:
    """Make a new version from the last one; calls keep the version they were published with."""
    grid = Grid.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=grid.pk)
    check_has(Permission.FUND, permissions_in(grid.organisation, by))
    last = grid.versions.order_by("-number").first()
    if last is None or last.state == GridState.DRAFT:
        raise Refused(_("A draft of this grid stands already: change that one."))
    version = GridVersion.objects.create(
        grid=grid, number=last.number + 1, content=deepcopy(last.content), made_by=by
    )
    audit.record("grid_revised", target=version, by=by, organisation=grid.organisation, number=version.number)
    return version


@transaction.atomic
def retire_grid(*, version: GridVersion, by: Person) -> GridVersion:
    """Stop proposing a published version to new calls; those that use it keep it."""
    version = (
        GridVersion.objects.select_for_update(of=("self",))
        .select_related("grid__organisation")
        .get(pk=version.pk)
    )
    check_has(Permission.PUBLISH, permissions_in(version.grid.organisation, by))
    if version.state != GridState.PUBLISHED:
        raise Refused(_("Only a published version is retired."))
    version.state = GridState.RETIRED
    return _finish(version, "grid_retired", by=by)
