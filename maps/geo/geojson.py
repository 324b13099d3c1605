"""The partner map's points as GeoJSON, for a map program of the office's own."""

from __future__ import annotations

from datetime import date

from maps.answers import Answers
from maps.geo.places import partner_points
from plan.making.assemble import Assembly


def render_geojson(assembly: Assembly, *, as_of: date) -> str:
    """Write ties and ASEAN gaps as GeoJSON points (WGS 84), by id; the same graph, the same bytes.

    A place without coordinates has no point; `bfa ask partners` lists it all the same.
    """
    import geopandas

    points = sorted(partner_points(Answers(assembly, as_of)), key=lambda p: p.id)
    frame = geopandas.GeoDataFrame(
        {
            "record": [point.id for point in points],
            "name": [point.name_en for point in points],
            "name_th": [point.name_th for point in points],
            "kind": [point.kind for point in points],
            "contacts": [point.activities for point in points],
            "as_of": [as_of.isoformat()] * len(points),
        },
        geometry=geopandas.points_from_xy(
            [point.longitude for point in points], [point.latitude for point in points]
        ),
        crs="EPSG:4326",
    )
    return str(frame.to_json(drop_id=True, ensure_ascii=False)) + "\n"
