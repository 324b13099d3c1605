"""What level the records support, KPI by KPI and year by year: confirmed, claimed, possible.

A rule makes a claim; only evidence of the grade a KPI asks for confirms, and the packaged
data holds none. What no record speaks of is unknown, so it stays possible. Levels are
ordinal: they are compared, never averaged. A year that has not begun has no actual.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.dates import Period, fiscal_year
from graph.records import Edge, Node
from graph.store import Store, sources
from queries.contacts import activity_dates, happens_in, plan_years

Status = Literal["claimed-at-target", "claimed-below-target", "no-claim", "no-target", "not-begun"]
# Only these modes move a level.
MOVING = frozenset({"meets", "produces evidence"})
# The word by which a target's printed condition asks for a continuing activity.
CONTINUING = "ต่อเนื่อง"
DIMENSIONS = ("education", "arts_culture_creativity", "global_knowledge")


@dataclass(frozen=True)
class Assessment:
    """One KPI in one fiscal year. None is unknown; 0 is a level below the first."""

    kpi: Node
    year: int
    target: Node | None
    confirmed: int | None
    claimed: int | None
    claimed_staged: int | None
    possible: int | None
    status: Status
    activities: Sequence[Node]
    records_held: int


def assess(store: Store, kpi: Node, *, year: int, as_of: date) -> Assessment:
    """Assess a KPI for a Thai fiscal year (B.E.) as the records stand.

    `claimed` follows the KPI's own rule; `claimed_staged` is the same under the staged rule,
    shown beside it for KPIs whose levels are judged best-single.
    """
    target = find_target(store, kpi, year)
    period = fiscal_year(year)
    held = len(records_in(store, period, as_of=as_of))
    if as_of < period.first:
        return Assessment(kpi, year, target, None, None, None, None, "not-begun", (), held)
    links = moving_links(store, kpi, span=counted_span(store, kpi, year), as_of=as_of)
    kind = kpi.text("kind")
    confirmed = claimed = staged = possible = None
    if kind == "level":
        rungs = [level for level, _ in links]
        claimed = staged_level(rungs) if kpi.text("rule") == "staged" else max(rungs, default=0)
        staged = staged_level(rungs)
        confirmed, possible = 0, max(levels_of(store, kpi), default=0)
    elif kind == "count":
        confirmed, claimed = 0, len({activity.id for _, activity in links})
    activities = _unique(activity for _, activity in links)
    return Assessment(
        kpi, year, target, confirmed, claimed, staged, possible,
        _status(target, claimed, activities if kind == "count" else None), activities, held,
    )  # fmt: skip


def assess_all(store: Store, *, years: Iterable[int], as_of: date) -> list[Assessment]:
    """Assess every KPI for each year, by KPI and year."""
    wanted = list(years)
    return [assess(store, kpi, year=year, as_of=as_of) for kpi in store.nodes("Kpi") for year in wanted]


def counted_span(store: Store, kpi: Node, year: int) -> Period:
    """Give the days whose activities count for a year: the year, or the plan up to its end."""
    if kpi.text("period") != "cumulative":
        return fiscal_year(year)
    first = min(plan_years(store), default=year)
    return Period(fiscal_year(min(first, year)).first, fiscal_year(year).last)


def moving_links(store: Store, kpi: Node, *, span: Period, as_of: date) -> list[tuple[int, Node]]:
    """List (level, activity) for links that move a level, of done activities surely in a span.

    A link to the KPI as a whole has level 0.
    """
    found: list[tuple[int, Node]] = []
    for level, edge in supports(store, kpi):
        activity = store.node(edge.source)
        if activity is None or edge.text("mode") not in MOVING or activity.text("status") != "done":
            continue
        if happens_in(activity, span) and is_known_by(activity, as_of):
            found.append((level, activity))
    return found


def supports(store: Store, kpi: Node) -> list[tuple[int, Edge]]:
    """List every SUPPORTS edge to a KPI (as level 0) and to its levels, lowest first."""
    edges = [(0, edge) for edge in store.edges_to(kpi.id, "SUPPORTS")]
    for number, level in sorted(levels_of(store, kpi).items()):
        edges.extend((number, edge) for edge in store.edges_to(level.id, "SUPPORTS"))
    return edges


def levels_of(store: Store, kpi: Node) -> dict[int, Node]:
    """Give a KPI's levels by number; empty for counts and percents."""
    parts = (node for node in sources(store, kpi.id, "PART_OF") if node.label == "Level")
    return {int(level.number("level") or 0): level for level in parts}


def targets_of(store: Store, kpi: Node) -> list[Node]:
    """List a KPI's targets by year."""
    return sorted(sources(store, kpi.id, "TARGET_OF"), key=lambda target: target.key)


def find_target(store: Store, kpi: Node, year: int) -> Node | None:
    """Give a KPI's target for a year, or None where the plan sets none."""
    return next((t for t in targets_of(store, kpi) if t.number("year") == year), None)


def records_in(store: Store, period: Period, *, as_of: date) -> list[Node]:
    """List the activities on record with some day surely in a period, known by a date."""
    return [a for a in store.nodes("Activity") if happens_in(a, period) and is_known_by(a, as_of)]


def is_known_by(activity: Node, as_of: date) -> bool:
    """Whether a dated activity had surely begun by a date."""
    dates = activity_dates(activity)
    return dates is not None and dates[0].latest <= as_of


def staged_level(rungs: Iterable[int]) -> int:
    """Give the highest level of which every lower one is supported too; 0 when the first is not."""
    supported = set(rungs)
    level = 0
    while level + 1 in supported:
        level += 1
    return level


def dimensions_covered(activities: Iterable[Node]) -> set[str]:
    """Give the dimensions of KPI 1.3-1 that activities cover."""
    return {activity.text("dimension") for activity in activities} & set(DIMENSIONS)


def _status(target: Node | None, claimed: int | None, counted: Sequence[Node] | None) -> Status:
    if target is None:
        return "no-target"
    if not claimed:
        return "no-claim"
    reached = claimed >= (target.number("value") or 0)
    if counted is not None and not _meets_condition(target, counted):
        reached = False
    return "claimed-at-target" if reached else "claimed-below-target"


def _meets_condition(target: Node, counted: Sequence[Node]) -> bool:
    """Whether a count meets its printed condition: one activity a dimension, and one that continues.

    The condition is part of the target. An activity continues when its row gives it a round
    after the first; a series known only by name is not proof.
    """
    if len(dimensions_covered(counted)) < len(DIMENSIONS):
        return False
    continues = any((activity.number("round_no") or 0) > 1 for activity in counted)
    return continues or CONTINUING not in target.text("condition")


def _unique(activities: Iterable[Node]) -> tuple[Node, ...]:
    by_id = {activity.id: activity for activity in activities}
    return tuple(by_id[key] for key in sorted(by_id))
