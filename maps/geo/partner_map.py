"""Bangkok's partners on a map of the world that needs no network."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph.texts import Label
from maps.escape import escape_text, render_label
from maps.geo.land import read_unwrapped_land, unwrap_longitude
from maps.geo.map_legend import (
    ACCENT,
    EMPTY_RADIUS,
    GREY,
    PAPER,
    RING,
    RING_GAP,
    WARNING,
    render_star,
    scale_radius,
)
from maps.geo.map_parts import MapParts, render_map_parts

if TYPE_CHECKING:
    import folium

Kind = Literal["tie", "asean_tie", "asean_gap", "home"]

__all__ = ["Kind", "MapParts", "MapPoint", "draw_partner_map", "render_map_parts"]

LAND = "#E8E6E1"
_PADDING = 6.0  # degrees around the outermost partners
_NARROWEST = 50.0  # degrees of longitude shown at least
_FARTHEST = ((-60.0, -32.0), (84.0, 350.0))  # where dragging ends: south-west, north-east


@dataclass(frozen=True)
class MapPoint:
    """One place on the map; names and tooltip lines are plain text, as the record holds them.

    `activities` counts those since the plan's start; None means that no data is held, which is
    drawn differently from 0. `page` is the address in the pack that the place leads to.
    """

    id: str
    name_th: str
    name_en: str
    latitude: float
    longitude: float
    kind: Kind
    activities: int | None = 0
    tooltip_th: Sequence[str] = ()
    tooltip_en: Sequence[str] = ()
    page: str = ""


def draw_partner_map(points: Sequence[MapPoint], *, home: MapPoint) -> folium.Map:
    """Draw the land, a circle a partner, and a star for home.

    Raises ValueError for a position that is not on the globe.
    """
    import folium

    places = sorted((point for point in points if point.id != home.id), key=_drawing_order)
    for point in (home, *places):
        _check_position(point)
    bounds = _find_bounds((home, *places))
    drawn = folium.Map(
        location=[_middle(bounds, 0), _middle(bounds, 1)],
        zoom_start=2,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0,
        zoom_delta=0.5,
        max_bounds_viscosity=1.0,
        world_copy_jump=False,
    )
    drawn.options["max_zoom"] = 7
    drawn.options["max_bounds"] = [list(corner) for corner in _FARTHEST]
    drawn.options["bfa_bounds"] = bounds
    _draw_land().add_to(drawn)
    for point in places:
        _draw_circle(point, drawn)
    _draw_home(home, drawn)
    for point in (home, *sorted(places, key=_label_order)):
        _draw_name(point, drawn)
    return drawn


def _draw_land() -> folium.GeoJson:
    import folium

    style = {"fillColor": LAND, "fillOpacity": 1, "color": LAND, "weight": 0.5}
    collection = {"type": "FeatureCollection", "features": [dict(read_unwrapped_land())]}
    return folium.GeoJson(
        collection, style_function=lambda _feature: style, interactive=False, smooth_factor=0.6
    )


def _draw_circle(point: MapPoint, drawn: folium.Map) -> None:
    import folium

    where = _position(point)
    radius = _radius(point)
    colour, dash = _stroke(point)
    if point.kind in ("asean_tie", "asean_gap"):
        folium.CircleMarker(
            where, radius=radius + RING_GAP, color=RING, weight=1.4, fill=False, interactive=False
        ).add_to(drawn)
    hollow = point.kind == "asean_gap" or not point.activities
    circle = folium.CircleMarker(
        where,
        radius=radius,
        color=colour,
        weight=2,
        dash_array=dash,
        fill_color=PAPER if hollow else colour,
        fill_opacity=0.9 if hollow else 0.8,
        class_name="bfa-point",
    )
    _draw_tooltip(point).add_to(circle)
    circle.add_to(drawn)


def _draw_home(home: MapPoint, drawn: folium.Map) -> None:
    import folium

    icon = folium.DivIcon(html=render_star(), icon_size=(26, 26), icon_anchor=(13, 13), class_name="bfa-home")
    marker = folium.Marker(_position(home), icon=icon, z_index_offset=500)
    _draw_tooltip(home).add_to(marker)
    marker.add_to(drawn)


def _draw_name(point: MapPoint, drawn: folium.Map) -> None:
    import folium

    text = render_label(Label(point.name_th, point.name_en))
    gap = 13.0 if point.kind == "home" else _radius(point) + (RING_GAP if point.kind != "tie" else 0)
    icon = folium.DivIcon(
        html=f'<span class="bfa-name bfa-name-{point.kind}" data-gap="{gap:g}">{text}</span>',
        icon_size=(0, 0),
        class_name="bfa-label",
    )
    folium.Marker(_position(point), icon=icon, interactive=False, keyboard=False).add_to(drawn)


def _draw_tooltip(point: MapPoint) -> folium.Tooltip:
    import folium

    lead = f' data-lead="{escape_text(point.page)}"' if point.page else ""
    name = f"<b{lead}>{render_label(Label(point.name_th, point.name_en))}</b>"
    lines = [
        f"<div>{render_label(Label(th, en))}</div>"
        for th, en in itertools.zip_longest(point.tooltip_th, point.tooltip_en, fillvalue="")
    ]
    return folium.Tooltip(name + "".join(lines), sticky=False, class_name="bfa-tooltip")


def _stroke(point: MapPoint) -> tuple[str, str | None]:
    if point.kind == "asean_gap":
        return WARNING, "4 3"
    return (GREY, "1.5 2.5") if point.activities is None else (ACCENT, None)


def _radius(point: MapPoint) -> float:
    return EMPTY_RADIUS + 1 if point.kind == "asean_gap" else scale_radius(point.activities or 0)


def _position(point: MapPoint) -> list[float]:
    return [round(point.latitude, 4), round(unwrap_longitude(point.longitude), 4)]


def _check_position(point: MapPoint) -> None:
    if not (-85.0 <= point.latitude <= 85.0 and -180.0 <= point.longitude <= 180.0):
        raise ValueError(f"{point.id}: no such place: {point.latitude}, {point.longitude}")


def _drawing_order(point: MapPoint) -> tuple[int, str]:
    return (-(point.activities or 0), point.id)  # large first, so that small ones stay on top


def _label_order(point: MapPoint) -> tuple[bool, int, str]:
    return (point.kind == "tie", -(point.activities or 0), point.id)


def _find_bounds(points: Sequence[MapPoint]) -> list[list[float]]:
    """South-west and north-east of what must be seen at first, at least 50 degrees wide."""
    latitudes, longitudes = zip(*(_position(point) for point in points), strict=True)
    west, east = min(longitudes) - _PADDING, max(longitudes) + _PADDING
    widen = max(0.0, _NARROWEST - (east - west)) / 2
    south, north = max(min(latitudes) - _PADDING, -58.0), min(max(latitudes) + _PADDING, 75.0)
    return [[south, west - widen], [north, east + widen]]


def _middle(bounds: list[list[float]], axis: int) -> float:
    return round((bounds[0][axis] + bounds[1][axis]) / 2, 4)
