"""The partner map's points as GeoJSON, for a map program of the office's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from graph.dates import PartialDate
from graph.records import Node
from graph.texts import Label
from maps.answers import Answers
from maps.geo.partner_map import MapPoint
from maps.geo.places import partner_points
from plan.making.assemble import Assembly
from queries.facts.places import DEFAULT_SCHEME, country_of, region_of
from queries.table import Cell

# By this name of the layer a file is known for one of ours.
LAYER = "bfa-partners"


def render_geojson(assembly: Assembly, *, as_of: date) -> str:
    """Write ties and ASEAN gaps as GeoJSON points (WGS 84), by id; the same graph, the same bytes.

    A point carries country, region, status, since and last contact, by which a map can be filtered;
    what is unknown is null. A place without coordinates has no point; `bfa ask partners` lists it.
    """
    import geopandas

    answers = Answers(assembly, as_of)
    points = sorted(partner_points(answers), key=lambda point: point.id)
    ties = {str(row["partner"]): row for row in answers.standings[0].rows}
    rows = [_properties(answers, point, ties.get(point.id, {})) for point in points]
    frame = geopandas.GeoDataFrame(
        {name: [row[name] for row in rows] for name in (rows[0] if rows else ())},
        geometry=geopandas.points_from_xy(
            [point.longitude for point in points], [point.latitude for point in points]
        ),
        crs="EPSG:4326",
    )
    layer = {"name": LAYER, **json.loads(frame.to_json(drop_id=True))}
    return json.dumps(layer, ensure_ascii=False) + "\n"


def _properties(answers: Answers, point: MapPoint, tie: Mapping[str, Cell]) -> dict[str, object]:
    country = country_of(answers.store, point.id)
    region = region_of(answers.store, country.id, scheme=DEFAULT_SCHEME) if country else None
    return {
        "record": point.id,
        "name": point.name_en,
        "name_th": point.name_th,
        "kind": point.kind,
        "country": country.key if country else None,
        **_names("country", country),
        "region": region.key if region else None,
        **_names("region", region),
        "status": tie.get("status_code"),
        **_words("status", tie.get("status")),
        "since": _iso(tie.get("since")),
        "last_contact": _iso(tie.get("last_contact")),
        "contacts": point.activities,
        "as_of": answers.as_of.isoformat(),
    }


def _names(prefix: str, record: Node | None) -> dict[str, object]:
    name, name_th = (record.get("name"), record.get("name_th")) if record else (None, None)
    return {f"{prefix}_name": name, f"{prefix}_name_th": name_th}


def _words(prefix: str, cell: Cell) -> dict[str, object]:
    told = cell if isinstance(cell, Label) else None
    return {f"{prefix}_name": told.en if told else None, f"{prefix}_name_th": told.th if told else None}


def _iso(cell: Cell) -> str | None:
    return cell.isoformat() if isinstance(cell, date | PartialDate) else None
