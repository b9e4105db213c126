"""Morocco drawn by the server: regions or provinces as inline SVG, without script, never turned over.

The outlines are a database under ODbL built into ``dist/maps``: every map carries the notice of the component
``map``, « © les contributeurs d'OpenStreetMap ».
"""

import json
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from django.contrib.staticfiles import finders
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Level = Literal["regions", "provinces"]
Point = tuple[float, float]
# Width of the drawing in its own units; outlines are rounded to whole units.
WIDTH = 1000
MARGIN = 4


class MapNotBuilt(RuntimeError):
    """The outlines are made by the front-end build."""


@dataclass(frozen=True, slots=True)
class Area:
    """One territory: its code, its names, its outline as the data of an SVG path."""

    code: str
    names: Mapping[str, str]
    path: str

    def name(self, language: str) -> str:
        return self.names.get(language, self.names["fr"])


@dataclass(frozen=True, slots=True)
class Outlines:
    """All the territories of a level, and the height of the drawing."""

    areas: tuple[Area, ...]
    height: int


def region_map(
    *,
    highlight: Collection[str] = (),
    href: Callable[[str], str] | None = None,
    language: str = "fr",
    title: str = "",
) -> SafeString:
    """The twelve regions, those of ``highlight`` in colour; ``href(code)`` makes each a link."""
    return draw(
        "regions", classes=dict.fromkeys(highlight, "land-chosen"), href=href, language=language, title=title
    )


def province_map(
    *,
    highlight: Collection[str] = (),
    href: Callable[[str], str] | None = None,
    language: str = "fr",
    title: str = "",
) -> SafeString:
    """The seventy-five provinces and prefectures, those of ``highlight`` in colour."""
    return draw(
        "provinces",
        classes=dict.fromkeys(highlight, "land-chosen"),
        href=href,
        language=language,
        title=title,
    )


def draw(
    level: Level,
    *,
    classes: Mapping[str, str],
    href: Callable[[str], str] | None = None,
    language: str = "fr",
    title: str = "",
) -> SafeString:
    """One level of territories, each with its class by code. A code without outline is refused."""
    drawn = outlines(level)
    known = {area.code for area in drawn.areas}
    if unknown := set(classes) - known:
        raise KeyError(f"No outline for {', '.join(sorted(unknown))} among the {level}.")
    shapes = format_html_join("", "{}", ((_shape(area, classes, href, language),) for area in drawn.areas))
    named = format_html('role="{}" aria-label="{}"', "group" if href else "img", title) if title else ""
    return format_html(
        '<svg class="land" viewBox="0 0 {} {}" {}>{}</svg>', WIDTH, drawn.height, named, shapes
    )


def _shape(
    area: Area, classes: Mapping[str, str], href: Callable[[str], str] | None, language: str
) -> SafeString:
    name = area.name(language)
    path = format_html(
        '<path class="land-area {}" data-code="{}" d="{}"><title>{}</title></path>',
        classes.get(area.code, ""),
        area.code,
        area.path,
        name,
    )
    if href is None:
        return path
    return format_html('<a href="{}" aria-label="{}">{}</a>', href(area.code), name, path)


@cache
def outlines(level: Level) -> Outlines:
    """The outlines of a level, projected once by process."""
    found = finders.find(f"dist/maps/{level}.topojson")
    if not found:
        raise MapNotBuilt(
            "The maps are not built: run `npm ci --ignore-scripts && npm run build` in frontend/."
        )
    topology = json.loads(Path(found).read_text(encoding="utf-8"))
    arcs = [[_mercator(point) for point in arc] for arc in _decoded(topology)]
    points = [point for arc in arcs for point in arc]
    west, north = min(x for x, _ in points), max(y for _, y in points)
    scale = (WIDTH - 2 * MARGIN) / (max(x for x, _ in points) - west)
    height = math.ceil((north - min(y for _, y in points)) * scale) + 2 * MARGIN
    placed = [
        [(round((x - west) * scale) + MARGIN, round((north - y) * scale) + MARGIN) for x, y in arc]
        for arc in arcs
    ]
    return Outlines(tuple(_area(each, placed) for each in topology["objects"][level]["geometries"]), height)


def _area(geometry: dict[str, Any], arcs: list[list[tuple[int, int]]]) -> Area:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    path = "".join(_ring(ring, arcs) for polygon in polygons for ring in polygon)
    properties = geometry["properties"]
    names = {key.removeprefix("name_"): value for key, value in properties.items() if key.startswith("name_")}
    return Area(code=geometry["id"], names=names, path=mark_safe(path))  # noqa: S308 - figures of our own


def _ring(ring: list[int], arcs: list[list[tuple[int, int]]]) -> str:
    """A closed outline as relative moves; an arc with a negative number is walked backwards."""
    points: list[tuple[int, int]] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += [point for point in arc if not points or point != points[-1]]
    if len(points) < 4:
        return ""
    moves = "".join(f"l{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}{moves}Z"


def _decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """Longitudes and latitudes of each arc, from its quantised steps."""
    (scale_x, scale_y), (first_x, first_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + first_x, y * scale_y + first_y))
        arcs.append(arc)
    return arcs


def _mercator(point: Point) -> Point:
    longitude, latitude = (math.radians(degrees) for degrees in point)
    return longitude, math.log(math.tan(math.pi / 4 + latitude / 2))
