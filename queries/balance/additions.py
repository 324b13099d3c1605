"""Which additions would move a measure most, found step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.store import Store
from queries.balance.position_measures import Frame, Measure
from queries.facts.history import Position
from queries.facts.places import HOME_COUNTRY


@dataclass(frozen=True)
class Addition:
    """One step: the place that moves the measure most, all that would do as much, and the value after."""

    partner: str
    country: str
    region: str
    alike: tuple[str, ...]
    value: float


def candidate_places(store: Store, position: Position, frame: Frame) -> dict[str, str]:
    """List the local governments on record abroad that have no tie, by id, with their country.

    Only those whose country lies in a region of the frame.
    """
    return {
        edge.source: edge.target
        for edge in store.edges("IN_COUNTRY")
        if edge.target != HOME_COUNTRY and edge.target in frame.region_of
        and edge.source.startswith("City:") and edge.source not in position.ties
    }  # fmt: skip


def best_additions(
    measure: Measure, position: Position, candidates: Mapping[str, str], frame: Frame, *, k: int
) -> list[Addition]:
    """Add `k` ties one by one, each the candidate that moves the measure most its better way.

    For measures that are a sum over regions or over a set of states (shares, HHI, Hill D1,
    distance, coverage) the best next step belongs to the best k steps, so no other k do more; a
    test compares with trying all. An added tie counts as active, for a signing is a contact.
    Among equals the first by id. Shorter where candidates run out.
    """
    found: list[Addition] = []
    left = dict(candidates)
    leading = {member.text(column) for member in frame.members for column in ("capital", "leading_city")}
    for _ in range(k):
        values = _values(measure, position, left, frame, leading)
        if not values:
            break
        best = max(values.values()) if measure.better == "more" else min(values.values())
        alike = tuple(sorted(place for place, value in values.items() if value == best))
        place = alike[0]
        found.append(Addition(place, left[place], frame.region_of[left[place]], alike, best))
        position = add_tie(position, place, left.pop(place))
    return found


def add_tie(position: Position, partner: str, country: str | None) -> Position:
    """Give the position with one more tie, active from its signing on."""
    return Position({**position.ties, partner: country}, position.active | {partner})


def _values(
    measure: Measure, position: Position, left: Mapping[str, str], frame: Frame, leading: set[str]
) -> dict[str, float]:
    """Measure the position with each candidate added; those alike to every measure are measured once."""
    known: dict[tuple[str, str], float | None] = {}
    values = {}
    members = {member.id for member in frame.members}
    for place, country in left.items():
        # Within a region only a member's country, its capital and its leading city make a difference.
        own = place if place in leading else country if country in members else ""
        kind = (own, frame.region_of[country])
        if kind not in known:
            known[kind] = measure.of(add_tie(position, place, country), frame)
        value = known[kind]
        if value is not None:
            values[place] = value
    return values
