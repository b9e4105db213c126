"""Bring in an official list of communes or arrondissements: say what changes, then change it, or nothing."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Unfit
from miqyas_web.territories import rules
from miqyas_web.territories.actions.reading import Fault, Listing, Row, UnfitList, read_listing
from miqyas_web.territories.enums import Level
from miqyas_web.territories.models import Territory, TerritoryFigure
from miqyas_web.territories.queries import country

NAMES = ("name_fr", "name_ar", "name_en", "other_names")
WRITTEN = (*NAMES, "code", "former_code", "setting", "edition", "parent_id", "closed_on")


@dataclass(slots=True)
class Changes:
    """What a list changes in what is held. Empty when it was imported before."""

    added: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    recoded: list[str] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)
    restated: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    n_unchanged: int = 0
    ignored_columns: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        kinds = ("added", "renamed", "recoded", "reopened", "restated", "gone", "figures")
        return {kind: len(getattr(self, kind)) for kind in kinds}

    @property
    def is_empty(self) -> bool:
        return not any(self.counts().values())


def import_territories(
    path: Path,
    *,
    edition: str,
    source: str = "",
    year: int | None = None,
    kind: str = "commune",
    is_dry_run: bool = False,
    by: Any = None,
) -> Changes:
    """Bring the list in, in one transaction; a dry run does all of it and takes it back.

    Raises ``Unfit`` or ``UnfitList`` and changes nothing when a line cannot be used.
    """
    listing = read_listing(path, kind=kind)
    if year is None and any(row.figures for row in listing.rows):
        raise Unfit(_("The list holds population or households: say of which year, with --year."))
    changes = Changes(ignored_columns=listing.ignored_columns)
    with transaction.atomic():
        _Import(listing, edition=edition, changes=changes).run()
        _put_figures(listing, year=year, source=source or edition, changes=changes)
        if is_dry_run:
            transaction.set_rollback(True)
        elif not changes.is_empty:
            audit.record("territories_imported", target=country(), by=by, edition=edition, **changes.counts())
    return changes


class _Import:
    """One list against what is held."""

    def __init__(self, listing: Listing, *, edition: str, changes: Changes) -> None:
        self.rows = sorted(listing.rows, key=lambda row: row.level != Level.COMMUNE)
        self.edition = edition
        self.changes = changes
        self.held = {territory.code: territory for territory in Territory.objects.select_for_update()}
        self.held_before = {territory.pk for territory in self.held.values()}
        self.codes = {row.code for row in self.rows}
        self.left_codes = {row.former_code for row in self.rows}

    def run(self) -> None:
        self.check_parents()
        # Told before anything moves: which line speaks of which territory held.
        matched = {row.code: self.match(row) for row in self.rows}
        for level in (Level.COMMUNE, Level.ARRONDISSEMENT):
            self.put([row for row in self.rows if row.level == level], matched)
        self.close_gone({territory.pk for territory in matched.values() if territory})

    def check_parents(self) -> None:
        faults = []
        for row in self.rows:
            province = self.held.get(rules.province_of(row.code))
            if province is None or province.level != Level.PROVINCE:
                expected = _("a code whose province (%(code)s) exists") % {
                    "code": rules.province_of(row.code)
                }
                faults.append(Fault(row.line, "code", row.code, expected))
            elif (
                row.level == Level.ARRONDISSEMENT
                and rules.city_of(row.code) not in self.codes | self.held.keys()
            ):
                expected = _("a code whose city (%(code)s) exists") % {"code": rules.city_of(row.code)}
                faults.append(Fault(row.line, "code", row.code, expected))
            elif row.code in self.held and self.held[row.code].level != row.level:
                expected = _("a code that is not already that of «%(name)s»") % {
                    "name": self.held[row.code].name
                }
                faults.append(Fault(row.line, "code", row.code, expected))
        if faults:
            raise UnfitList(faults)

    def put(self, rows: list[Row], matched: dict[str, Territory | None]) -> None:
        new, changed, recoded = [], [], []
        for row in rows:
            territory = matched[row.code]
            if territory is None:
                new.append(self.filled(Territory(level=row.level), row))
                self.changes.added.append(f"{row.code} {row.name_fr}")
                continue
            before = {name: getattr(territory, name) for name in WRITTEN}
            self.filled(territory, row)
            if before == {name: getattr(territory, name) for name in WRITTEN}:
                self.changes.n_unchanged += 1
                continue
            changed.append(territory)
            self.tell(territory, before)
            if before["code"] != territory.code:
                recoded.append(territory)
        # Codes may turn in a ring (A becomes B, B becomes A): they leave their old ones first.
        for territory in recoded:
            Territory.objects.filter(pk=territory.pk).update(code=f"~{territory.pk}")
        if changed:
            Territory.objects.bulk_update(changed, [*WRITTEN, "folded"], batch_size=200)
        Territory.objects.bulk_create(new, batch_size=200)
        for territory in recoded:
            self.held = {code: held for code, held in self.held.items() if held.pk != territory.pk}
        self.held |= {territory.code: territory for territory in (*new, *changed)}

    def match(self, row: Row) -> Territory | None:
        """The territory a line speaks of: by its code, or by the code it bore before."""
        same = self.held.get(row.code)
        if same and row.former_code in ("", same.former_code):
            return same
        former = self.held.get(row.former_code)
        is_held = former is not None and former.level == row.level and not former.closed_on
        # A code may be taken over only when its bearer moves on to another.
        is_free = same is None or row.code in self.left_codes
        return former if is_held and is_free else same

    def filled(self, territory: Territory, row: Row) -> Territory:
        """The territory as the row says. A language or a former code the row is silent on is kept."""
        above = rules.city_of(row.code) if row.level == Level.ARRONDISSEMENT else rules.province_of(row.code)
        territory.code, territory.edition, territory.closed_on = row.code, self.edition, None
        territory.former_code = row.former_code or territory.former_code
        territory.name_fr, territory.name_ar = row.name_fr, row.name_ar
        territory.name_en = row.name_en or territory.name_en
        territory.other_names = {**territory.other_names, **row.other_names}
        territory.setting = row.setting
        territory.parent_id = self.held[above].pk
        territory.refold()
        return territory

    def tell(self, territory: Territory, before: dict[str, Any]) -> None:
        """Say once what happened to a territory, the weightiest first."""
        if before["closed_on"]:
            self.changes.reopened.append(f"{territory.code} {territory.name_fr}")
        elif before["code"] != territory.code:
            self.changes.recoded.append(f"{before['code']} → {territory.code} {territory.name_fr}")
        elif any(before[name] != getattr(territory, name) for name in NAMES):
            self.changes.renamed.append(f"{territory.code} {before['name_fr']} → {territory.name_fr}")
        else:
            self.changes.restated.append(f"{territory.code} {territory.name_fr}")

    def close_gone(self, spoken_of: set[int]) -> None:
        """Close, never delete, what the list leaves out: studies and initiatives may refer to it.

        A list speaks for the provinces it names: that of one region closes nothing elsewhere.
        """
        places = {(row.level, rules.province_of(row.code)) for row in self.rows}
        gone = [
            territory
            for territory in self.held.values()
            if (territory.level, rules.province_of(territory.code)) in places
            and not territory.closed_on
            and territory.pk in self.held_before - spoken_of
        ]
        for territory in gone:
            territory.closed_on = clock.today()
            self.changes.gone.append(f"{territory.code} {territory.name_fr}")
        Territory.objects.bulk_update(gone, ["closed_on"])


def _put_figures(listing: Listing, *, year: int | None, source: str, changes: Changes) -> None:
    if year is None:
        return
    pks = dict(
        Territory.objects.filter(code__in=[row.code for row in listing.rows]).values_list("code", "pk")
    )
    held = {
        (figure.territory_id, figure.key): figure
        for figure in TerritoryFigure.objects.filter(year=year, territory__in=pks.values())
    }
    wanted = []
    for row in listing.rows:
        for key, value in row.figures.items():
            figure = held.get((pks[row.code], key))
            if figure is None or (int(figure.value), figure.source) != (value, source):
                wanted.append(
                    TerritoryFigure(
                        territory_id=pks[row.code], key=key, year=year, value=value, source=source
                    )
                )
                changes.figures.append(f"{row.code} {key} {year}: {value}")
    TerritoryFigure.objects.bulk_create(
        wanted,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["territory", "key", "year"],
        update_fields=["value", "source"],
    )
