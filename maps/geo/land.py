"""The world's land, unwrapped so that the map runs from Iceland east to Greenland.

Longitudes west of 30 W are counted on past 180: Los Angeles lies at 241.8, east of Bangkok, and no
line or circle wraps the world. Each piece of land is drawn once.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

SEAM = -30.0  # degrees; runs through the Atlantic, where no partner lies
DECIMALS = 2


def unwrap_longitude(longitude: float) -> float:
    """Count a longitude on past 180 when it lies west of the seam: -118.2 becomes 241.8."""
    return longitude + 360.0 if longitude < SEAM else longitude


def read_land() -> GeoDataFrame:
    """Read the packaged land: one row a country, columns iso_numeric, name and geometry."""
    import geopandas

    with as_file(files("maps") / "assets" / "land.geojson") as path:
        return geopandas.read_file(path)


@cache
def read_unwrapped_land() -> dict[str, Any]:
    """Read the packaged GeoJSON feature of all land, as `build_unwrapped_land` made it.

    Made once by `tools/make_land.py`, since joining the countries takes longer than a page may.
    """
    raw = (files("maps") / "assets" / "land-unwrapped.geojson").read_text("utf-8")
    feature: dict[str, Any] = json.loads(raw)
    return feature


def build_unwrapped_land() -> dict[str, Any]:
    """Build one GeoJSON feature of all land, without borders, with longitudes from -30 to 330.

    A piece goes by its middle, so the tip of Siberia beyond 180 joins Siberia, and Greenland
    stays whole beside Canada. The feature carries no properties: no name can reach the page.
    """
    import shapely

    whole = read_land().geometry.union_all()
    moved = [
        shapely.transform(piece, lambda xy: xy + [360.0, 0.0]) if piece.centroid.x < SEAM else piece
        for piece in shapely.get_parts(whole)
    ]
    land = shapely.set_precision(shapely.union_all(moved), 10.0**-DECIMALS)
    polygons = [_list_rings(polygon) for polygon in shapely.get_parts(land)]
    return {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "MultiPolygon", "coordinates": sorted(polygons)},
    }


def _list_rings(polygon: Any) -> list[list[list[float]]]:  # noqa: ANN401 - shapely is untyped
    rings = [polygon.exterior, *polygon.interiors]
    return [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords] for ring in rings]
