"""Make `maps/assets/land.geojson`: the world's land by country, light enough to ride in a page.

    python tools/make_land.py countries-50m.json maps/assets/land.geojson

and beside it `land-unwrapped.geojson`, the same land as one shape for the partner map.

The source is `countries-50m.json` of the npm package world-atlas 2.0.2 (Natural Earth 1:50m,
public domain). Needs `antimeridian`, which the application itself does not: polygons stitched
over 180 degrees would otherwise draw as bands across the whole map. Antarctica is left out:
no city there signs agreements, and Mercator makes it the largest thing on the page.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import antimeridian
import geopandas
import shapely

from maps.geo.land import build_unwrapped_land

TOLERANCE = 0.16  # degrees; coasts still look right at the size of a page
DECIMALS = 2
SMALLEST_ISLAND = 0.02  # square degrees; smaller rings go, unless they are a country's largest
SIMPLIFY_ABOVE = 0.5  # square degrees; smaller countries keep the shape they have
NOT_DRAWN = ("Antarctica",)


def read_countries(path: Path) -> geopandas.GeoDataFrame:
    """Read the TopoJSON, cut it at 180 degrees and make it valid. One row a country."""
    raw = geopandas.read_file(path, layer="countries").set_crs(4326, allow_override=True)
    kept = raw[~raw["name"].isin(NOT_DRAWN)].reset_index(drop=True)
    cut = [antimeridian.fix_shape(shape.__geo_interface__) for shape in kept.geometry]
    kept["geometry"] = shapely.make_valid([shapely.geometry.shape(shape) for shape in cut])
    return kept


def drop_specks(shape: shapely.Geometry) -> shapely.Geometry:
    """Drop islands too small to see; a country's largest piece always stays."""
    pieces = [p for p in shapely.get_parts(shape) if p.geom_type in ("Polygon", "MultiPolygon")]
    polygons = [q for p in pieces for q in shapely.get_parts(p)]
    largest = max(polygons, key=lambda polygon: float(polygon.area))
    kept = [p for p in polygons if p is largest or p.area >= SMALLEST_ISLAND]
    return shapely.MultiPolygon(kept) if len(kept) > 1 else largest


def simplify_countries(countries: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Simplify with shared borders kept shared, and small states kept in their full shape."""
    slim = countries.copy()
    slim["geometry"] = [drop_specks(shape) for shape in countries.geometry]
    light = shapely.coverage_simplify(slim.geometry.to_numpy(), TOLERANCE)
    slim["geometry"] = [
        full if full.area < SIMPLIFY_ABOVE else simple
        for full, simple in zip(slim.geometry, light, strict=True)
    ]
    return slim


def round_positions(value: Any) -> Any:  # noqa: ANN401 - GeoJSON nests to any depth
    """Round every number of nested GeoJSON coordinates, dropping repeated positions."""
    if isinstance(value, (int, float)):
        return round(value, DECIMALS)
    rounded = [round_positions(part) for part in value]
    if rounded and isinstance(rounded[0], list) and isinstance(rounded[0][0], float):
        thin = [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]
        return thin if len(thin) >= 4 else rounded  # a ring needs four positions
    return rounded


def build_collection(countries: geopandas.GeoDataFrame) -> dict[str, Any]:
    """Build the GeoJSON, sorted by name; `iso_numeric` is null where Natural Earth has none."""
    features = []
    for row in countries.sort_values("name").itertuples():
        geometry = shapely.geometry.mapping(row.geometry)
        features.append(
            {
                "type": "Feature",
                "properties": {"iso_numeric": row.id if isinstance(row.id, str) else None, "name": row.name},
                "geometry": {
                    "type": geometry["type"],
                    "coordinates": round_positions(geometry["coordinates"]),
                },
            }
        )
    return {"type": "FeatureCollection", "features": features}


def main(arguments: list[str]) -> int:
    """Read, cut, simplify and write. Two arguments: the source and the file to write."""
    source, target = (Path(argument) for argument in arguments)
    collection = build_collection(simplify_countries(read_countries(source)))
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    target.write_text(text + "\n", "utf-8", newline="\n")
    print(f"{target}: {len(collection['features'])} countries, {len(text.encode()) / 1000:.0f} KB")
    whole = json.dumps(build_unwrapped_land(), separators=(",", ":"))
    target.with_name("land-unwrapped.geojson").write_text(whole + "\n", "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
