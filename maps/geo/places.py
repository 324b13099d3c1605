"""Answers to points on the map: ties, ASEAN ties, and ASEAN capitals where there is none."""

from __future__ import annotations

from collections.abc import Iterator

from graph.dates import PartialDate, format_date
from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from maps.addresses import GAPS_ADDRESS, partner_address
from maps.answers import Answers
from maps.geo.partner_map import Kind, MapPoint
from queries.facts.places import asean_members, country_of
from queries.table import Cell

HOME = "City:bangkok"


def home_point(store: Store) -> MapPoint:
    """Give Bangkok's point. Raises KeyError when the graph holds no Bangkok with coordinates."""
    home = store.node(HOME)
    if home is None:
        raise KeyError(HOME)
    point = _point(home, "home", 0, ())
    if point is None:
        raise KeyError(f"{HOME} has no coordinates")
    return point


def partner_points(answers: Answers) -> list[MapPoint]:
    """Give a point for every tie with coordinates, and for the capital of each ASEAN gap."""
    return [*_ties(answers), *_gaps(answers)]


def _ties(answers: Answers) -> Iterator[MapPoint]:
    store = answers.store
    asean = {member.id for member in asean_members(store, as_of=answers.as_of)}
    for row in answers.partners.rows:
        city = store.node(str(row["partner"]))
        country = country_of(store, city.id) if city else None
        if city is None or country is None:
            continue
        kind: Kind = "asean_tie" if country.id in asean else "tie"
        lines = (_as_label(row["country"]), _since(row["since"]), _contact(row["last_contact"]))
        point = _point(city, kind, int(str(row["activities"])), lines, page=partner_address(city.id))
        if point:
            yield point


def _gaps(answers: Answers) -> Iterator[MapPoint]:
    store = answers.store
    for row in answers.asean.rows:
        member = store.node(f"Country:{row['country']}")
        if member is None or row["tie"]:
            continue
        lines = (_as_label(row["name"]), text("pack", "tooltip-gap"))
        # The capital stands for the state; where it has no coordinates, the largest city does.
        cities = (store.node(member.text(name)) for name in ("capital", "leading_city"))
        points = (
            _point(city, "asean_gap", 0, lines, page=GAPS_ADDRESS) for city in cities if city is not None
        )
        yield from [point for point in points if point is not None][:1]


def _point(
    city: Node, kind: Kind, activities: int, lines: tuple[Label, ...], *, page: str = ""
) -> MapPoint | None:
    """Make a point; None where no source gives coordinates (the table still lists the place)."""
    latitude, longitude = city.number("latitude"), city.number("longitude")
    if latitude is None or longitude is None:
        return None
    return MapPoint(
        city.id, city.text("name_th") or city.name, city.name, latitude, longitude, kind, activities,
        tuple(line.th for line in lines), tuple(line.en for line in lines), page,
    )  # fmt: skip


def _as_label(cell: Cell) -> Label:
    return cell if isinstance(cell, Label) else text("questions", "unknown")


def _since(cell: Cell) -> Label:
    if not isinstance(cell, PartialDate):
        return text("pack", "tooltip-since-unknown")
    return text("pack", "tooltip-since", since=format_date(cell))


def _contact(cell: Cell) -> Label:
    if not isinstance(cell, PartialDate):
        return text("pack", "tooltip-no-contact")
    return text("pack", "tooltip-contact", last=format_date(cell))
