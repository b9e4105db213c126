"""Load the regions, provinces and census figures that ship with the platform."""

import csv
import io
from collections.abc import Iterator
from importlib import resources

from django.db import transaction

from miqyas_web.territories.enums import Level
from miqyas_web.territories.models import Territory, TerritoryFigure
from miqyas_web.territories.rules import COUNTRY_CODE, SHIPPED_EDITION

COUNTRY = {"code": COUNTRY_CODE, "iso": "MA", "name_fr": "Maroc", "name_ar": "المغرب", "name_en": "Morocco"}
FIGURES = ("population", "households")


def shipped_rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table of ``territories/data``."""
    file = resources.files("miqyas_web.territories") / "data" / name
    yield from csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))


@transaction.atomic
def load_shipped() -> None:
    """Bring the shipped tables in, or up to date; without effect when they already are.

    Runs after every ``migrate``: it is part of setting the database up, not an act of someone, and leaves no
    trace in the audit log.
    """
    country = _put(Level.COUNTRY, [COUNTRY], {})
    regions = _put(Level.REGION, shipped_rows("regions.csv"), {"": country[COUNTRY_CODE]})
    provinces = _put(Level.PROVINCE, shipped_rows("provinces.csv"), regions)
    _put_figures(shipped_rows("population_2024.csv"), regions | provinces)


def _put(
    level: Level, rows: Iterator[dict[str, str]] | list[dict[str, str]], parents: dict[str, Territory]
) -> dict[str, Territory]:
    held = {territory.code: territory for territory in Territory.objects.filter(level=level)}
    new, changed = [], []
    for row in rows:
        facts = {
            "level": level.value,
            "kind": row.get("kind", "") if level == Level.PROVINCE else "",
            "iso": row["iso"],
            "name_fr": row["name_fr"],
            "name_ar": row["name_ar"],
            "name_en": row.get("name_en", ""),
            "parent_id": parents[row.get("region", "")].pk if parents else None,
            "edition": SHIPPED_EDITION,
        }
        territory = held.get(row["code"])
        if territory is None:
            held[row["code"]] = territory = Territory(code=row["code"], **facts)
            new.append(territory)
        elif any(getattr(territory, field) != value for field, value in facts.items()):
            for field, value in facts.items():
                setattr(territory, field, value)
            changed.append(territory)
        territory.refold()
    Territory.objects.bulk_create(new)
    if changed:
        Territory.objects.bulk_update(changed, [*facts, "folded"])
    return held


def _put_figures(rows: Iterator[dict[str, str]], territories: dict[str, Territory]) -> None:
    wanted = {
        (territories[row["code"]].pk, key, int(row["year"])): (int(row[key]), row["source"])
        for row in rows
        for key in FIGURES
    }
    years = {year for _pk, _key, year in wanted}
    held = {
        (figure.territory_id, figure.key, figure.year): figure
        for figure in TerritoryFigure.objects.filter(key__in=FIGURES, year__in=years)
    }
    said_now = {place: (int(figure.value), figure.source) for place, figure in held.items()}
    if all(said_now.get(place) == said for place, said in wanted.items()):
        return
    TerritoryFigure.objects.bulk_create(
        [
            TerritoryFigure(territory_id=pk, key=key, year=year, value=value, source=source)
            for (pk, key, year), (value, source) in wanted.items()
        ],
        update_conflicts=True,
        unique_fields=["territory", "key", "year"],
        update_fields=["value", "source"],
    )
